/** Which fields of a refused row are to be put right: those that the layer would not take, and those that the service names. Pure. */
import { editableFields } from '../../shared/conflicts.js';
import { checkValue } from '../../shared/edit-rules.js';
import type { Attributes, Field, LayerSchema } from '../../shared/esri.js';
import { fieldOf } from '../../shared/subtypes.js';

export interface FieldsToFix {
  /** Empty where nobody can tell. */
  readonly offending: readonly Field[];
  /** All that a person may change. */
  readonly all: readonly Field[];
}

/**
 * The fields as they are for this row, with the domains of its subtype.
 * @param said the service's own words, which often name the field
 */
export function fieldsToFix(attributes: Attributes, layer: LayerSchema, said: string): FieldsToFix {
  const all = editableFields(layer).map((field) => fieldOf(field, layer.subtypes, attributes));
  const words = new Set(said.toLowerCase().split(/[^\p{L}\p{N}_]+/u));
  const isNamed = ({ name, alias }: Field): boolean =>
    words.has(name.toLowerCase()) || (alias.length > 2 && said.toLowerCase().includes(`'${alias.toLowerCase()}'`));
  const offending = all.filter((field) => checkValue(field, attributes[field.name] ?? null) !== null || isNamed(field));
  return { offending, all };
}

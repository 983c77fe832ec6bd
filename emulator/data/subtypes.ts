import { EditError } from '../errors.js';
import type { Attributes, Domain, Field, LayerDefinition } from './layer-definition.js';
import { checkDomain } from './values.js';

/** Kinds of rows with domains of their own. */
export interface Subtypes {
  /** The field whose value says which. */
  readonly field: string;
  /** `types`: as a hosted service tells what its drawing sets apart; other values are taken too. `subtypes`: real ones, in both spellings. */
  readonly kind: 'types' | 'subtypes';
  readonly values: readonly {
    readonly code: number | string;
    readonly name: string;
    readonly domains: Readonly<Record<string, Domain>>;
  }[];
}

/** Metadata of a layer: `types` with `typeIdField`, and `subtypes` with `subtypeField` for real ones. */
export function describeSubtypes({ subtypes, fields }: LayerDefinition): Record<string, unknown> {
  if (subtypes === undefined) return { types: [], typeIdField: '', subtypeField: '' };
  const { field, kind, values } = subtypes;
  const told = values.map(({ code, name, domains }) => ({
    code,
    name,
    domains: Object.fromEntries(
      fields
        .filter((one) => one.domain !== null || one.name in domains)
        .map((one) => [one.name, domains[one.name] ?? { type: 'inherited' }]),
    ),
  }));
  const types = told.map(({ code, ...rest }) => ({ id: code, ...rest, templates: [] }));
  if (kind === 'types') return { types, typeIdField: field, subtypeField: '' };
  return {
    types,
    typeIdField: field,
    subtypeField: field,
    defaultSubtypeCode: values[0]?.code ?? null,
    subtypes: told.map((one) => ({ ...one, defaultValues: {} })),
  };
}

/**
 * The domains of a row in its subtype.
 * @param sent what the edit names
 * @param row the row with the edit in it
 * @throws {EditError} 1016 for a value outside of its domain, or a subtype that the layer has not
 */
export function checkDomains(definition: LayerDefinition, sent: Attributes, row: Attributes): void {
  const { subtypes, fields } = definition;
  const code = subtypes && (row[subtypes.field] ?? null);
  const subtype = subtypes?.values.find((one) => one.code === code);
  if (subtypes?.kind === 'subtypes' && subtypes.field in sent && code !== null && subtype === undefined)
    throw new EditError(1016, `Unable to set the value of field ${subtypes.field}: there is no such subtype.`);
  const ofRow = (field: Field): Field => ({ ...field, domain: subtype?.domains[field.name] ?? field.domain });
  for (const field of fields) if (field.name in sent) checkDomain(ofRow(field), sent[field.name] ?? null);
}

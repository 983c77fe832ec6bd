/**
 * Subtypes of a layer: kinds of rows, told by the value of one field, each with domains of its own. Pure.
 * https://developers.arcgis.com/rest/services-reference/enterprise/layer-feature-service/ (`subtypeField` and `subtypes`, `typeIdField` and `types`)
 */
import type { Attributes, Domain, Field } from './esri.js';
import type { JsonValue } from './json.js';

export interface Subtypes {
  /** The field whose value says which. */
  readonly field: string;
  /** True where a row has to be of one of them (`subtypes`); what only the drawing tells apart (`types`) leaves room for others. */
  readonly isClosed: boolean;
  readonly values: readonly Subtype[];
}

export interface Subtype {
  readonly code: number | string;
  readonly name: string;
  /** By field. A field that is not named has the domain of the layer. */
  readonly domains: Readonly<Record<string, Domain>>;
}

/**
 * A field as it is for one row: with the domain of the row's subtype, and the field of the subtypes with their names as its list.
 * @param row where it does not name its subtype, nothing is known of the domains that subtypes have for themselves
 */
export function fieldOf(field: Field, subtypes: Subtypes | undefined, row: Attributes): Field {
  if (subtypes === undefined) return field;
  if (isNamed(field.name, subtypes.field)) return subtypes.isClosed && !hasOwn(field) ? listed(field, subtypes) : field;
  const code = valueOf(row, subtypes.field);
  if (code === undefined) return isOfSubtypes(field, subtypes) ? { ...field, domain: null } : field;
  const subtype =
    typeof code === 'object' ? undefined : subtypes.values.find((one) => String(one.code) === String(code));
  const domain = subtype && domainOf(subtype, field.name);
  return domain === undefined ? field : { ...field, domain };
}

/** The fields with a domain in one of the subtypes: another subtype can make their values wrong. */
export function isOfSubtypes({ name }: Field, { values }: Subtypes): boolean {
  return values.some((one) => domainOf(one, name) !== undefined);
}

/** The value of a field under its name in any case; undefined where the row does not name it. */
export function valueOf(row: Attributes, name: string): JsonValue | undefined {
  const key = Object.hasOwn(row, name) ? name : Object.keys(row).find((one) => isNamed(one, name));
  return key === undefined ? undefined : row[key];
}

function domainOf({ domains }: Subtype, name: string): Domain | undefined {
  const key = Object.keys(domains).find((one) => isNamed(one, name));
  const domain = key === undefined ? undefined : domains[key];
  return domain?.type === 'inherited' ? undefined : domain;
}

function hasOwn({ domain }: Field): boolean {
  return domain?.type === 'codedValue' || domain?.type === 'range';
}

function listed(field: Field, { values }: Subtypes): Field {
  const codedValues = values.map(({ code, name }) => ({ code, name }));
  return { ...field, domain: { type: 'codedValue', name: field.name, codedValues } };
}

function isNamed(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

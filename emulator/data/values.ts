import { EditError } from '../errors.js';
import { normaliseGuid } from '../guid.js';
import { toJsonText } from '../json.js';
import type { AttributeValue, Domain, Field } from './layer-definition.js';

const integerLimits = { esriFieldTypeInteger: 2 ** 31, esriFieldTypeSmallInteger: 2 ** 15 } as const;

/**
 * @param value what a client sent for a field
 * @returns the value as the database keeps it
 * @throws {EditError} 1016 when the field cannot hold it
 */
export function toFieldValue(field: Field, value: unknown): AttributeValue {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'esriFieldTypeString':
      return toText(field, value);
    case 'esriFieldTypeGUID':
    case 'esriFieldTypeGlobalID':
      return normaliseGuid(value) ?? refuse(field, value, 'is no GUID');
    case 'esriFieldTypeDate':
      return toDate(field, value);
    case 'esriFieldTypeDateOnly':
      return toPattern(field, value, /^\d{4}-\d{2}-\d{2}$/);
    case 'esriFieldTypeTimeOnly':
      return toPattern(field, value, /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$/);
    case 'esriFieldTypeTimestampOffset':
      return toPattern(field, value, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$/);
    case 'esriFieldTypeDouble':
      return toNumber(field, value);
    case 'esriFieldTypeSingle':
      return Math.fround(toNumber(field, value));
    case 'esriFieldTypeBigInteger':
      return toBigInteger(field, value);
    case 'esriFieldTypeInteger':
    case 'esriFieldTypeSmallInteger': {
      const number = toNumber(field, value);
      const limit = integerLimits[field.type];
      if (!Number.isInteger(number) || number < -limit || number >= limit)
        return refuse(field, value, 'is out of range');
      return number;
    }
    case 'esriFieldTypeOID':
      return toNumber(field, value);
  }
}

/** @throws {EditError} 1016 when a domain of the field does not allow the value */
export function checkDomain(field: Field, value: AttributeValue): void {
  if (value === null || field.domain === null || allowed(field.domain, value)) return;
  refuse(field, value, `is not in domain ${field.domain.name}`);
}

function allowed(domain: Domain, value: string | number | bigint): boolean {
  if (domain.type === 'codedValue') return domain.codedValues.some(({ code }) => code === value);
  return typeof value === 'number' && value >= domain.range[0] && value <= domain.range[1];
}

function toText(field: Field, value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
        ? String(value)
        : undefined;
  if (text === undefined) return refuse(field, value, 'is no text');
  if (field.length !== undefined && text.length > field.length)
    return refuse(field, value, `is longer than ${field.length} characters`);
  return text;
}

function toPattern(field: Field, value: unknown, pattern: RegExp): string {
  const day = typeof value === 'string' && pattern.test(value) ? value : refuse(field, value, 'has another form');
  if (/^\d{4}-/.test(day) && !Number.isFinite(Date.parse(day))) return refuse(field, value, 'is no date');
  return day;
}

/** As a number where it is exact, else as a bigint; it may come as text of its digits. */
function toBigInteger(field: Field, value: unknown): number | bigint {
  const isWhole =
    typeof value === 'bigint' || Number.isInteger(value) || (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value));
  if (!isWhole) return refuse(field, value, 'is no whole number');
  const whole = BigInt(value as number | string | bigint);
  if (whole !== BigInt.asIntN(64, whole)) return refuse(field, value, 'is out of range');
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}

function toNumber(field: Field, value: unknown): number {
  const number =
    typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '')
      ? Number(value)
      : NaN;
  return Number.isFinite(number) ? number : refuse(field, value, 'is no number');
}

function toDate(field: Field, value: unknown): number {
  const ms =
    typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? /^-?\d+$/.test(value)
          ? Number(value)
          : Date.parse(value)
        : NaN;
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? Math.trunc(ms) : refuse(field, value, 'is no date');
}

function refuse(field: Field, value: unknown, why: string): never {
  const shown = toJsonText(value).slice(0, 60);
  throw new EditError(1016, `Unable to set the value of field ${field.name}: ${shown} ${why}.`);
}

const untrusted =
  /<\s*\/?\s*(script|iframe|object|embed|style|link|meta|form|svg|base)\b|<[^>]*\bon\w+\s*=|<[^>]*javascript:/i;

/** @returns whether a text holds markup that a feature service refuses (`xssInputRule: rejectInvalid`) */
export function isUntrustedHtml(value: AttributeValue): boolean {
  return typeof value === 'string' && untrusted.test(value);
}

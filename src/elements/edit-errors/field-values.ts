/** Values of fields as form controls hold them, and back. Pure. Dates are shown and typed in the time zone of the person. */
import type { Field } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';

/** Which control a field is typed in. */
export type Control = 'choice' | 'number' | 'text' | 'long-text' | 'date-time' | 'date' | 'time';

const NUMBERS: ReadonlySet<string> = new Set([
  'esriFieldTypeInteger',
  'esriFieldTypeSmallInteger',
  'esriFieldTypeBigInteger',
  'esriFieldTypeDouble',
  'esriFieldTypeSingle',
]);
/** Longer texts deserve more than a line. */
const LONG = 120;

export function controlOf({ type, domain, length }: Field): Control {
  if (domain?.type === 'codedValue') return 'choice';
  if (NUMBERS.has(type)) return 'number';
  if (type === 'esriFieldTypeDate') return 'date-time';
  if (type === 'esriFieldTypeDateOnly') return 'date';
  if (type === 'esriFieldTypeTimeOnly') return 'time';
  return type === 'esriFieldTypeString' && (length ?? 0) > LONG ? 'long-text' : 'text';
}

/** What the control shows. Empty for null. */
export function textOfValue(value: JsonValue, field: Field): string {
  if (value === null) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  if (controlOf(field) === 'date-time') {
    const at = typeof value === 'number' ? value : Date.parse(String(value));
    return Number.isFinite(at) ? localTime(new Date(at)) : '';
  }
  return String(value);
}

/** What the control says; empty is null. What is no number stays text, so that the check can name it. */
export function valueOfText(text: string, field: Field): JsonValue {
  if (text.trim() === '') return null;
  switch (controlOf(field)) {
    case 'choice': {
      const { domain } = field;
      const values = domain?.type === 'codedValue' ? domain.codedValues : [];
      return values.find(({ code }) => String(code) === text)?.code ?? text;
    }
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'date-time': {
      const at = new Date(text).getTime();
      return Number.isFinite(at) ? at : text;
    }
    case 'time':
      return /^\d\d:\d\d$/.test(text) ? `${text}:00` : text;
    default:
      return text;
  }
}

/** As `datetime-local` writes it. */
function localTime(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

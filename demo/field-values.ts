/** Between the values of a layer's fields and what people read and type. Pure. */
import type { Attributes, Field, JsonValue, LayerSchema } from './library.js';

/** How a field is typed in. */
export type FieldInput =
  | { readonly kind: 'select'; readonly options: readonly { readonly value: string; readonly label: string }[] }
  | { readonly kind: 'number'; readonly step: '1' | 'any'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'datetime-local' | 'date' | 'time' | 'text' | 'long-text' };

const WHOLE = new Set(['esriFieldTypeInteger', 'esriFieldTypeSmallInteger', 'esriFieldTypeBigInteger']);
const DECIMAL = new Set(['esriFieldTypeDouble', 'esriFieldTypeSingle']);
const LONG_TEXT = 200;

/** Fields that a person fills in; the rest are the service's own. */
export function editableFields(layer: LayerSchema): readonly Field[] {
  return layer.fields.filter((field) => field.editable && !isSystemField(layer, field) && inputOf(field) !== null);
}

/** Fields that are only shown: those the service fills in, and those of a kind that no form can edit. */
export function shownFields(layer: LayerSchema): readonly Field[] {
  const editable = editableFields(layer);
  return layer.fields.filter((field) => !editable.includes(field));
}

export function isSystemField(layer: LayerSchema, { name }: Field): boolean {
  return [layer.objectIdField, layer.globalIdField, ...layer.editorTracking].includes(name);
}

/** A value must be given: the service allows none to be missing, and has none of its own to fill in. */
export function isRequired(field: Field): boolean {
  return !field.nullable && (field.defaultValue ?? null) === null;
}

/** Null for fields that a form cannot edit: GUIDs, blobs, XML. */
export function inputOf(field: Field): FieldInput | null {
  const { domain, type } = field;
  if (domain?.type === 'codedValue') {
    const options = domain.codedValues.map(({ name, code }) => ({ value: String(code), label: name }));
    return { kind: 'select', options };
  }
  if (WHOLE.has(type) || DECIMAL.has(type)) {
    const [min, max] = domain?.type === 'range' ? domain.range : [];
    const limits = min === undefined || max === undefined ? {} : { min, max };
    return { kind: 'number', step: WHOLE.has(type) ? '1' : 'any', ...limits };
  }
  if (type === 'esriFieldTypeDate') return { kind: 'datetime-local' };
  if (type === 'esriFieldTypeDateOnly') return { kind: 'date' };
  if (type === 'esriFieldTypeTimeOnly') return { kind: 'time' };
  if (type === 'esriFieldTypeString') return { kind: (field.length ?? 0) > LONG_TEXT ? 'long-text' : 'text' };
  return null;
}

/** A value as the field's input holds it; empty for none. */
export function textOf(field: Field, value: JsonValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (field.type === 'esriFieldTypeDate') return localDateTime(Number(value));
  return plain(value);
}

/** What the field's input holds, as a value; null for nothing. */
export function valueOf(field: Field, text: string): JsonValue {
  if (text.trim() === '') return null;
  if (field.domain?.type === 'codedValue') {
    return field.domain.codedValues.find(({ code }) => String(code) === text)?.code ?? text;
  }
  if (WHOLE.has(field.type) || DECIMAL.has(field.type)) return Number(text);
  if (field.type === 'esriFieldTypeDate') return new Date(text).getTime();
  return text;
}

/** A value for people: domain names, dates in their own time zone. */
export function wordsOf(field: Field, value: JsonValue | undefined): string {
  if (value === null || value === undefined || value === '') return '–';
  if (field.domain?.type === 'codedValue') {
    return field.domain.codedValues.find(({ code }) => code === value)?.name ?? plain(value);
  }
  if (field.type === 'esriFieldTypeDate') {
    return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(Number(value));
  }
  return plain(value);
}

/** Equal for people: a GUID in any spelling, nothing and empty text. */
export function sameValue(field: Field, a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const normal = (value: JsonValue | undefined): string => {
    const text = value === null || value === undefined ? '' : plain(value);
    return field.type === 'esriFieldTypeGUID' || field.type === 'esriFieldTypeGlobalID'
      ? text.replaceAll(/[{}]/g, '').toLowerCase()
      : text;
  };
  return normal(a) === normal(b);
}

/** Attributes by field name in any case: services spell names as they like. */
export function attributeOf(attributes: Attributes, name: string): JsonValue | undefined {
  if (name in attributes) return attributes[name];
  const found = Object.keys(attributes).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : attributes[found];
}

function plain(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `2024-05-17T09:30`, with seconds only where there are some. */
function localDateTime(time: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '';
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return `${day}T${minutes}${date.getSeconds() === 0 ? '' : `:${two(date.getSeconds())}`}`;
}

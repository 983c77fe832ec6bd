/** A feature under edit: what was there, what was typed, and the edit that follows from both. Pure. */
import { attributeOf, editableFields, textOf, valueOf } from './field-values.js';
import type { Attributes, Geometry, GlobalId, JsonValue, LayerSchema, LocalFeature } from './library.js';

export interface Draft {
  readonly layer: LayerSchema;
  /** Null for a feature that is not there yet. */
  readonly globalId: GlobalId | null;
  readonly before: Attributes;
  /** Text of each input, by field name. */
  readonly texts: Readonly<Record<string, string>>;
  readonly geometry: Geometry | null;
  readonly isMoved: boolean;
}

export function draftOf(layer: LayerSchema, feature: LocalFeature): Draft {
  return {
    layer,
    globalId: feature.globalId,
    before: feature.attributes,
    texts: textsOf(layer, feature.attributes),
    geometry: feature.geometry ?? null,
    isMoved: false,
  };
}

/** @param known values that are given, such as the key of the parent */
export function newDraft(layer: LayerSchema, geometry: Geometry | null, known: Attributes): Draft {
  const defaults = Object.fromEntries(layer.fields.map(({ name, defaultValue }) => [name, defaultValue ?? null]));
  return { layer, globalId: null, before: known, texts: textsOf(layer, defaults), geometry, isMoved: false };
}

export function withText(draft: Draft, name: string, text: string): Draft {
  return { ...draft, texts: { ...draft.texts, [name]: text } };
}

export function moved(draft: Draft, geometry: Geometry): Draft {
  return { ...draft, geometry, isMoved: true };
}

/** Something was typed or moved that is not kept yet. A new feature is always worth keeping. */
export function isChanged(draft: Draft): boolean {
  return draft.globalId === null || draft.isMoved || Object.keys(changedAttributes(draft)).length > 0;
}

/** Only what was touched: a date keeps its seconds unless someone typed another one. */
export function changedAttributes({ layer, before, texts }: Draft): Record<string, JsonValue> {
  const changes = editableFields(layer).flatMap((field) => {
    const text = texts[field.name] ?? '';
    const unchanged = text === textOf(field, attributeOf(before, field.name));
    return unchanged ? [] : [[field.name, valueOf(field, text)] as const];
  });
  return Object.fromEntries(changes);
}

function textsOf(layer: LayerSchema, attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    editableFields(layer).map((field) => [field.name, textOf(field, attributeOf(attributes, field.name))]),
  );
}

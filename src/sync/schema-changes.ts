/** What became of the layers since they were taken: field by field, for people, and for edits that can no longer be sent. */
import type { Field, LayerSchema } from '../shared/esri.js';
import type { SchemaChange } from '../shared/records.js';
import type { FoldedFeature } from './fold.js';

/** Changes of layers that both know. Fields are the same under any case; words that only people read do not count. */
export function schemaChanges(known: readonly LayerSchema[], present: readonly LayerSchema[]): readonly SchemaChange[] {
  return known.flatMap((before) => {
    const after = present.find((layer) => layer.layerId === before.layerId);
    return after === undefined ? [] : changesOfLayer(before, after);
  });
}

function changesOfLayer(before: LayerSchema, after: LayerSchema): readonly SchemaChange[] {
  const layer = { layerId: before.layerId, layerName: after.name };
  const changes: SchemaChange[] = [];
  if (before.geometryType !== after.geometryType)
    changes.push({
      ...layer,
      field: null,
      change: 'geometry-type',
      was: before.geometryType ?? '',
      is: after.geometryType ?? '',
    });
  const now = new Map(after.fields.map((field) => [field.name.toLowerCase(), field]));
  for (const was of before.fields) {
    const is = now.get(was.name.toLowerCase());
    now.delete(was.name.toLowerCase());
    changes.push(...changesOfField(was, is).map((change) => ({ ...layer, field: was.name, ...change })));
  }
  for (const { name, type } of now.values())
    changes.push({ ...layer, field: name, change: 'added', was: '', is: type });
  return changes;
}

function changesOfField(was: Field, is: Field | undefined): readonly Pick<SchemaChange, 'change' | 'was' | 'is'>[] {
  if (is === undefined) return [{ change: 'removed', was: was.type, is: '' }];
  const changes: Pick<SchemaChange, 'change' | 'was' | 'is'>[] = [];
  if (was.type !== is.type) changes.push({ change: 'type', was: was.type, is: is.type });
  if (was.length !== is.length) changes.push({ change: 'length', was: text(was.length), is: text(is.length) });
  if (was.nullable !== is.nullable)
    changes.push({ change: 'nullable', was: text(was.nullable), is: text(is.nullable) });
  if (was.editable !== is.editable)
    changes.push({ change: 'editable', was: text(was.editable), is: text(is.editable) });
  return changes;
}

function text(value: number | boolean | undefined): string {
  return value === undefined ? '' : String(value);
}

/**
 * Why an edit cannot be sent any more: what it says is of fields, or of a kind of geometry, that the layer no longer has. Null where it can. Sent
 * all the same it would lose those values without a word.
 */
export function whyUnsendable(edit: FoldedFeature, changes: readonly SchemaChange[]): string | null {
  if (edit.operation === 'delete') return null;
  const own = changes.filter(({ layerId }) => layerId === edit.layerId);
  const reasons = own.flatMap(({ change, field, was, is }) => {
    if (change === 'geometry-type' && (edit.changes.geometry ?? null) !== null)
      return [`the layer now has ${is === '' ? 'no geometry' : is}, and this feature has ${was}`];
    if (field === null || (change !== 'removed' && change !== 'type') || !carries(edit, field)) return [];
    return [
      change === 'removed' ? `the field ${field} was removed` : `the field ${field} is ${is} now, and was ${was}`,
    ];
  });
  return reasons.length === 0
    ? null
    : `The layer was changed on the service: ${reasons.join('; ')}. The edit is kept here.`;
}

function carries({ changes }: FoldedFeature, field: string): boolean {
  const name = Object.keys(changes.attributes).find((key) => key.toLowerCase() === field.toLowerCase());
  return name !== undefined && (changes.attributes[name] ?? null) !== null;
}

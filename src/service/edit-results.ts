/**
 * Results of edits, wherever a service puts them: no documented sample shows the place (protocol 3.3). A result that does not say clearly
 * how its edit ended is left out: the edit then has no result, and its fate is asked. Pure.
 */
import { asArray, asBoolean, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { EditError, EditOperation } from '../shared/records.js';
import type { EditResult } from '../sync/ports.js';
import { readId } from './features.js';

const FEATURE_GROUPS: readonly (readonly [EditOperation, string])[] = [
  ['add', 'addResults'],
  ['update', 'updateResults'],
  ['delete', 'deleteResults'],
];
const ATTACHMENT_GROUPS: readonly (readonly [EditOperation, string])[] = [
  ['attachAdd', 'addAttachmentResults'],
  ['attachUpdate', 'updateAttachmentResults'],
  ['attachDelete', 'deleteAttachmentResults'],
];
const INSIDE_ATTACHMENTS: readonly (readonly [EditOperation, string])[] = [
  ['attachAdd', 'addResults'],
  ['attachUpdate', 'updateResults'],
  ['attachDelete', 'deleteResults'],
];

/** All results of a reply. The same result told in two places counts once. */
export function readEditResults(body: JsonObject): readonly EditResult[] {
  const results: EditResult[] = [];
  const seen = new Set<string>();
  for (const entry of [...entries(body, 'editsResults', 'editResults'), ...entries(body, 'edits')]) {
    for (const result of readLayerResults(entry)) {
      const key = `${String(result.layerId)} ${result.operation} ${String(result.globalId)}`;
      if (result.globalId !== null && seen.has(key)) continue;
      seen.add(key);
      results.push(result);
    }
  }
  return results;
}

function entries(body: JsonObject, ...names: readonly string[]): readonly JsonObject[] {
  return asArray(pick(body, ...names)).filter(isObject);
}

function readLayerResults(entry: JsonObject): readonly EditResult[] {
  const layerId = asNumber(pick(entry, 'id', 'layerId'));
  if (layerId === undefined) return [];
  const from = (place: unknown, groups: readonly (readonly [EditOperation, string])[]): readonly EditResult[] =>
    isObject(place) ? groups.flatMap(([operation, name]) => readGroup(pick(place, name), { layerId, operation })) : [];
  const features = pick(entry, 'features');
  const attachments = pick(entry, 'attachments');
  return [
    ...from(entry, FEATURE_GROUPS),
    ...from(features, FEATURE_GROUPS),
    ...from(entry, ATTACHMENT_GROUPS),
    ...from(features, ATTACHMENT_GROUPS),
    ...from(attachments, INSIDE_ATTACHMENTS),
    ...from(attachments, ATTACHMENT_GROUPS),
  ];
}

function readGroup(value: unknown, about: Pick<EditResult, 'layerId' | 'operation'>): readonly EditResult[] {
  return asArray(value)
    .filter(isObject)
    .flatMap((result) => {
      const success = asBoolean(pick(result, 'success'));
      const error = readEditError(pick(result, 'error'));
      // Success with an error contradicts itself; neither is no word at all.
      if (success === undefined ? error === null : success && error !== null) return [];
      const objectId = asNumber(pick(result, 'objectId'));
      return [
        {
          ...about,
          globalId: readId(pick(result, 'globalId')),
          // A refused add comes with -1.
          objectId: objectId === undefined || objectId < 0 ? null : objectId,
          success: success ?? false,
          error,
        },
      ];
    });
}

/** `{ code, description }` of a result or job; codes come as numbers and as text. 1000 is ArcGIS's code for no particular reason. */
export function readEditError(value: unknown): EditError | null {
  if (!isObject(value)) return null;
  const extendedCode = asNumber(pick(value, 'extendedCode'));
  const details = asArray(pick(value, 'details')).filter(
    (entry): entry is string => typeof entry === 'string' && entry !== '',
  );
  const description =
    asString(pick(value, 'description')) ??
    [asString(pick(value, 'message')) ?? '', ...details].filter((text) => text !== '').join(' ');
  return {
    code: asNumber(pick(value, 'code')) ?? 1000,
    description,
    ...(extendedCode === undefined ? {} : { extendedCode }),
  };
}

/** Each place where the evidence about real services conflicts, and how this service does it, as far as it was seen. Pure. */
import { asArray, asNumber, isObject, pick, type JsonObject } from '../../src/shared/json.js';
import type { Exchange } from './exchanges.js';
import { results, text, View } from './view.js';

/** One UNSURE row of the protocol. */
export interface Question {
  /** Names are those of the emulator's variants. */
  readonly name: string;
  readonly about: string;
  /** The variant that was seen, null where nothing showed it. */
  readonly see: (view: View) => string | null;
}

/** A question with its answer; `seen` null: not seen. */
export interface Sighting {
  readonly name: string;
  readonly about: string;
  readonly seen: string | null;
}

/** What the evidence shows, question by question. */
export function sightings(exchanges: readonly Exchange[]): readonly Sighting[] {
  const view = new View(exchanges);
  return questions.map(({ name, about, see }) => ({ name, about, seen: see(view) }));
}

const unseen = (): null => null;
const firstKey = (body: JsonObject | null, keys: readonly string[]): string | null =>
  body === null ? null : (keys.find((key) => text(body, key) !== null) ?? null);

/** Every question, in the order of the protocol. Those without a sight concern what this library never asks, or what only chance shows. */
export const questions: readonly Question[] = [
  { name: 'indexes', about: 'Do the layers’ indexes tell whether GlobalIDs are unique?', see: seeIndexes },
  {
    name: 'capabilityNames',
    about: 'How are the sync capabilities spelled?',
    see: (view) => {
      const sync = pick(view.body('describe') ?? {}, 'syncCapabilities');
      if (!isObject(sync)) return null;
      return Object.hasOwn(sync, 'supportsAsync')
        ? 'documented'
        : Object.hasOwn(sync, 'supportsASync')
          ? 'sample'
          : null;
    },
  },
  {
    name: 'defaultSyncModel',
    about: 'The sync model of a createReplica that names none',
    see: (view) => {
      const body = view.body('create defaults');
      if (body === null || 'error' in body) return null;
      return text(body, 'replicaID') === null ? 'none' : 'replicaServerGen' in body ? 'perReplica' : 'perLayer';
    },
  },
  {
    name: 'attachmentsByUrlDefault',
    about: 'What a missing returnAttachmentsDataByUrl means',
    see: seeAttachmentsByUrl,
  },
  { name: 'tableQueryOption', about: 'Which rows of a table without a layer query are in a replica', see: unseen },
  {
    name: 'urlKey',
    about: 'The key that names a result file',
    see: (view) => firstKey(view.body('create by file'), ['URL', 'resultUrl', 'responseUrl', 'url']),
  },
  {
    name: 'urlReply',
    about: 'What stands beside that key',
    see: (view) => {
      const body = view.body('create by file');
      if (body === null || 'error' in body || 'layers' in body) return null;
      return 'replicaID' in body ? 'described' : 'responseType' in body ? 'documented' : 'bare';
    },
  },
  {
    name: 'transportTypeCase',
    about: 'How the transport type is written',
    see: (view) =>
      /esriTransportType(Url|URL)/.exec(text(view.body('create by file') ?? {}, 'transportType') ?? '')?.[1] ?? null,
  },
  { name: 'resultFiles', about: 'Where result files lie', see: seeResultFiles },
  {
    name: 'snapshotFeatures',
    about: 'Whether features of a replica are an array or an object',
    see: (view) => {
      const [layer] = asArray(pick(view.body('create defaults') ?? view.body('create') ?? {}, 'layers')).filter(
        isObject,
      );
      const features = layer === undefined ? undefined : pick(layer, 'features');
      return features === undefined ? null : Array.isArray(features) ? 'array' : 'adds';
    },
  },
  {
    name: 'asyncReply',
    about: 'Whether an asynchronous submission tells its replica',
    see: (view) => {
      const body = view.body('create by job');
      return body === null || firstKey(body, statusKeys) === null ? null : 'replicaID' in body ? 'described' : 'bare';
    },
  },
  {
    name: 'statusUrlKey',
    about: 'The key of a job’s status URL',
    see: (view) => firstKey(view.body('create by job'), statusKeys),
  },
  {
    name: 'statusUrlForm',
    about: 'Where jobs are asked for',
    see: (view) => {
      const body = view.body('create by job');
      const key = firstKey(body, statusKeys);
      const url = body === null || key === null ? null : text(body, key);
      return url === null ? null : /statusId=/i.test(url) ? 'statusId' : /\/status$/i.test(url) ? 'status' : 'jobs';
    },
  },
  { name: 'statusSpelling', about: 'How the status of a job is written', see: seeStatusSpelling },
  {
    name: 'jobStates',
    about: 'How many states a job shows on its way',
    see: (view) => {
      const states = new Set(view.bodies('create by job status').map((body) => text(body, 'status')));
      return states.size > 3 ? 'all' : null;
    },
  },
  { name: 'failedJob', about: 'Whether a failed job carries its error', see: unseen },
  {
    name: 'replicaGenerations',
    about: 'Whether layerServerGens of a replica is text or an array',
    see: (view) => {
      const value = pick(view.body('replica') ?? {}, 'layerServerGens');
      return value === undefined ? null : typeof value === 'string' ? 'text' : 'array';
    },
  },
  {
    name: 'unregisterFailure',
    about: 'How a refused unRegisterReplica answers',
    see: (view) => {
      const body = view.body('unregister again');
      return body === null || !('error' in body) ? null : 'success' in body ? 'success' : 'error';
    },
  },
  { name: 'duplicateAdd', about: 'What becomes of an add whose GlobalID is there already', see: seeDuplicateAdd },
  { name: 'echoOwnEdits', about: 'Whether own edits come back in a download', see: seeEcho },
  { name: 'leavingRows', about: 'Whether a row that leaves the filter arrives as a delete', see: unseen },
  { name: 'deltas', about: 'Whether a sync sends what was asked for, or a mobile geodatabase', see: unseen },
  {
    name: 'generationAfterUpload',
    about: 'The generation in the reply to an upload',
    see: (view) => {
      const [body, before] = [view.body('add'), view.body('create')];
      if (body === null || 'error' in body || view.params('add')['syncDirection'] !== 'upload') return null;
      const [now, then] = [generation(body), generation(before ?? {})];
      return now === null ? 'absent' : now === then ? 'unchanged' : 'new';
    },
  },
  {
    name: 'generationsAs',
    about: 'Whether generations are numbers or text',
    see: (view) => {
      const body = view.body('create') ?? {};
      const [entry] = asArray(pick(body, 'layerServerGens')).filter(isObject);
      const value = pick(body, 'replicaServerGen') ?? pick(entry ?? {}, 'serverGen');
      return value === undefined ? null : typeof value === 'number' ? 'numbers' : 'strings';
    },
  },
  { name: 'staleGeneration', about: 'What a generation that is too old leads to', see: unseen },
  { name: 'replicaLock', about: 'Whether a replica is locked while it is synchronized', see: unseen },
  {
    name: 'syncErrorCode',
    about: 'The code of errors about a replica',
    see: (view) => {
      const error = pick(view.body('sync gone') ?? {}, 'error');
      const code = isObject(error) ? asNumber(pick(error, 'code')) : undefined;
      return code === undefined ? null : String(code);
    },
  },
  {
    name: 'rollbackDefault',
    about: 'What a missing rollbackOnFailure means',
    see: (view) => {
      const body = view.body('update nobody');
      return body === null ? null : 'error' in body ? 'true' : results(body).length > 0 ? 'false' : null;
    },
  },
  {
    name: 'editResults',
    about: 'Where results of edits are told',
    see: (view) => results(view.body('add again'))[0]?.place ?? results(view.body('update nobody'))[0]?.place ?? null,
  },
  {
    name: 'attachmentResults',
    about: 'How results of attachments are told',
    see: (view) => {
      const body = view.body('add again');
      if (JSON.stringify(body ?? {}).includes('AttachmentResults')) return 'named';
      return results(body).some(({ ofAttachment }) => ofAttachment) ? 'nested' : null;
    },
  },
  {
    name: 'unaskedAdds',
    about: 'Without returnIdsForAdds: are addResults empty or missing?',
    see: (view) => {
      const body = view.body('update nobody') ?? {};
      const entries = ['editResults', 'editsResults', 'edits'].flatMap((name) =>
        asArray(pick(body, name)).filter(isObject),
      );
      const told = entries.flatMap((entry) => [entry, pick(entry, 'features')]).filter(isObject);
      if (told.some((one) => 'addResults' in one)) return 'empty';
      return told.some((one) => 'updateResults' in one) ? 'missing' : null;
    },
  },
  {
    name: 'resultIds',
    about: 'How a result names its row',
    see: (view) => {
      const found = [...results(view.body('add again')), ...results(view.body('update nobody'))].map(
        ({ body }) => body,
      );
      const some = found.find((body) => 'objectId' in body || 'objectID' in body);
      return some === undefined ? null : 'objectId' in some ? 'objectId' : 'objectID';
    },
  },
  {
    name: 'resultCodes',
    about: 'Whether error codes of edits are numbers or text',
    see: (view) => {
      const code = refusal(view);
      return code === null ? null : typeof code === 'number' ? 'numbers' : 'strings';
    },
  },
  {
    name: 'versioning',
    about: 'Whether the data are versioned',
    see: (view) => {
      const layer = view
        .bodies('describe')
        .find((body) => 'isDataVersioned' in body || 'isDataBranchVersioned' in body);
      if (layer === undefined) return null;
      return pick(layer, 'isDataBranchVersioned') === true
        ? 'branch'
        : pick(layer, 'isDataVersioned') === true
          ? 'traditional'
          : 'none';
    },
  },
  { name: 'versionPer', about: 'Whether versions are per map or per user', see: unseen },
  {
    name: 'missingRow',
    about: 'The code of an update of a row that is gone',
    see: (view) => {
      const code = refusal(view);
      return typeof code === 'number' || typeof code === 'string' ? String(code) : null;
    },
  },
  { name: 'rollbackReply', about: 'What applyEdits answers after a rollback', see: unseen },
  { name: 'rollbackCode', about: 'The code of edits that were undone because another one failed', see: unseen },
  { name: 'editMomentKey', about: 'The key of results beside editMoment', see: unseen },
  { name: 'fileRanges', about: 'Whether files are served from a byte on', see: unseen },
  { name: 'attachmentReply', about: 'The form of the reply to updateAttachment', see: unseen },
  { name: 'uploadReference', about: 'Under which key an attachment names its upload item', see: seeUploadReference },
  {
    name: 'attachmentKeywords',
    about: 'Whether attachments in a sync carry their keywords',
    see: (view) => {
      const attachment = view.attachments('create defaults')[0] ?? view.attachments('create by file file')[0];
      return attachment === undefined ? null : 'keywords' in attachment ? 'told' : 'hidden';
    },
  },
  {
    name: 'uploadsInfoUnit',
    about: 'The unit of the largest upload',
    see: (view) => {
      const body = view.body('uploads info');
      if (body === null || !('maxUploadFileSize' in body)) return null;
      return text(body, 'maxUploadFileSizeUnit')?.toUpperCase() ?? 'none';
    },
  },
  {
    name: 'uploadsInfoTypes',
    about: 'Whether the types of files that may be uploaded are told',
    see: (view) => {
      const body = view.body('uploads info');
      if (body === null || !('maxUploadFileSize' in body)) return null;
      return text(body, 'allowedUploadFileTypes') === null ? 'untold' : 'told';
    },
  },
  {
    name: 'uploadPartsAs',
    about: 'Whether parts are text or numbers',
    see: (view) => {
      const [part] = asArray(pick(view.body('parts') ?? {}, 'parts'));
      return part === undefined
        ? null
        : typeof part === 'string'
          ? 'strings'
          : typeof part === 'number'
            ? 'numbers'
            : 'objects';
    },
  },
  {
    name: 'uploadIds',
    about: 'How ids of upload items look',
    see: (view) => {
      const item = pick(view.body('register') ?? {}, 'item');
      const id = isObject(item) ? text(item, 'itemID') : null;
      return id === null ? null : id.startsWith('{') ? 'braced' : 'plain';
    },
  },
  {
    name: 'lostParts',
    about: 'Whether an upload whose part is missing is committed',
    see: (view) => {
      const body = view.body('commit half');
      return body === null ? null : pick(body, 'success') === true ? 'committed' : 'refused';
    },
  },
  {
    name: 'guidFormat',
    about: 'How GUIDs are written',
    see: (view) => {
      const found = /"(\{[0-9A-Fa-f-]{36}\}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})"/.exec(
        JSON.stringify(view.body('query') ?? view.body('create defaults') ?? {}),
      )?.[1];
      return found === undefined ? null : found.startsWith('{') ? 'braced' : 'bare';
    },
  },
  { name: 'errorDetails', about: 'What details of an error are', see: seeErrorDetails },
  { name: 'retryAfter', about: 'Whether a page may read Retry-After', see: unseen },
];

const statusKeys = ['statusUrl', 'statusURL'] as const;

function seeIndexes(view: View): string | null {
  const layers = view.bodies('describe').filter((body) => 'fields' in body);
  if (layers.length === 0) return null;
  return layers.some((layer) => asArray(pick(layer, 'indexes')).length > 0) ? 'truth' : 'nothing';
}

function seeAttachmentsByUrl(view: View): string | null {
  const [attachment] = view.attachments('create defaults');
  return attachment === undefined ? null : 'url' in attachment ? 'true' : 'data' in attachment ? 'false' : null;
}

function seeResultFiles(view: View): string | null {
  const body = view.body('create by file');
  const key = firstKey(body, ['URL', 'resultUrl', 'responseUrl', 'url']);
  const url = body === null || key === null ? null : text(body, key);
  if (url === null) return null;
  if (/[?&](sig|signature|x-amz-signature)=/i.test(url)) return 'presigned';
  return /arcgisoutput/i.test(url) ? 'arcgisoutput' : /replicafiles/i.test(url) ? 'replicafiles' : 'elsewhere';
}

function seeStatusSpelling(view: View): string | null {
  const states = view.bodies('create by job status').flatMap((body) => text(body, 'status') ?? []);
  if (states.length === 0) return null;
  if (states.some((status) => /[a-z] [A-Z]/.test(status))) return 'spaced';
  if (states.every((status) => status === status.toUpperCase())) return 'upper';
  // One word looks the same in both.
  return states.some((status) => /[a-z][A-Z]/.test(status)) ? 'documented' : 'documented or spaced';
}

function seeDuplicateAdd(view: View): string | null {
  const again = results(view.body('add again')).filter(({ ofAttachment }) => !ofAttachment);
  if (again.some(({ body }) => pick(body, 'success') === false)) return 'error';
  const count = view.body('count');
  const rows = asArray(pick(count ?? {}, 'features')).length;
  return count === null || again.length === 0 ? null : rows > 1 ? 'duplicate' : rows === 1 ? 'update' : null;
}

function seeEcho(view: View): string | null {
  const body = view.body('download');
  if (body === null || 'error' in body) return null;
  const features = asArray(pick(body, 'edits'))
    .filter(isObject)
    .map((entry) => pick(entry, 'features'));
  const rows = features
    .filter(isObject)
    .flatMap((one) => [...asArray(pick(one, 'adds')), ...asArray(pick(one, 'updates'))]);
  const tracked = view.bodies('describe').some((layer) => isObject(pick(layer, 'editFieldsInfo')));
  if (rows.length > 0) return tracked ? 'tracked or always' : 'always';
  return tracked ? 'never' : 'never or tracked';
}

function seeUploadReference(view: View): string | null {
  const sent = view.params('add')['edits']?.includes('uploadId') === true;
  return sent && view.attachments('create defaults').length > 0 ? 'uploadId' : null;
}

function seeErrorDetails(view: View): string | null {
  const error = pick(view.body('unknown replica') ?? view.body('sync gone') ?? {}, 'error');
  if (!isObject(error)) return null;
  if (!('details' in error)) return 'missing';
  const details = error['details'];
  if (details === null) return 'null';
  if (!Array.isArray(details)) return 'text';
  return details.includes(null) ? 'nulls' : 'array';
}

function refusal(view: View): unknown {
  const failed = results(view.body('update nobody')).find(({ body }) => pick(body, 'success') === false);
  const error = pick(failed?.body ?? {}, 'error');
  return isObject(error) ? (pick(error, 'code') ?? null) : null;
}

function generation(body: JsonObject): number | null {
  const [entry] = asArray(pick(body, 'layerServerGens')).filter(isObject);
  return asNumber(pick(body, 'replicaServerGen') ?? pick(entry ?? {}, 'serverGen')) ?? null;
}

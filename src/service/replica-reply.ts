/**
 * The one reader of what createReplica and synchronizeReplica deliver, embedded or as a file, in every layout of protocol 2.2 and 3.3.
 * All or nothing: a row that cannot be kept makes the whole reply `bad-reply`, so that no generation moves past it. Pure.
 */
import type { LayerSchema } from '../shared/esri.js';
import { asArray, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { ReplicaReply } from '../sync/ports.js';
import { readAttachmentChange } from './attachment-changes.js';
import { readEditResults } from './edit-results.js';
import { badReply, type Asked } from './failures.js';
import { rowReader, type Complain } from '../shared/read-rows.js';
import { readId, readList } from './features.js';
import { readGenerations } from './generations.js';

/** `layers`: schemas of the layers that are taken; others are left aside. */
export interface ReadReplyOptions {
  readonly asked: Asked;
  readonly serviceUrl: string;
  readonly layers: readonly LayerSchema[];
  /** The rows were taken out of the body before, and `[null]` left in place of each list. */
  readonly withoutRows?: boolean;
  /** Bytes of attachments that were taken out of it as well: their sizes, by what stands in their place. */
  readonly contents?: ReadonlyMap<string, number>;
}

type Change = ReplicaReply['changes'][number];
type Mode = Change['mode'];

interface Entry {
  readonly layerId: number;
  readonly mode: Mode;
  readonly body: JsonObject;
}

/** Throws `bad-reply`, never anything else. */
export function readReplicaReply(body: JsonObject, options: ReadReplyOptions): ReplicaReply {
  const complain: Complain = (what) => {
    throw badReply(options.asked, what);
  };
  const found = listEntries(body, complain);
  const failed = found.filter((entry) => isObject(pick(entry.body, 'error'))).map((entry) => entry.layerId);
  const changes = found
    .filter((entry) => !failed.includes(entry.layerId))
    .flatMap((entry) => readEntry(entry, { ...options, complain }) ?? []);
  return {
    replicaId: text(body, 'replicaID'),
    replicaName: text(body, 'replicaName'),
    generations: readGenerations(body, { complain, failed }),
    results: readEditResults(body),
    changes: [...new Map(changes.map((change) => [change.layerId, change])).values()].map((last) =>
      merge(last, changes),
    ),
  };
}

function text(body: JsonObject, name: string): string | null {
  const value = asString(pick(body, name));
  return value === undefined || value === '' ? null : value;
}

/** `layers` carry whole layers, `edits` what changed; where a reply calls itself edits, nothing in it may replace a layer. */
function listEntries(body: JsonObject, complain: Complain): readonly Entry[] {
  const type = asString(pick(body, 'responseType'))?.toLowerCase() ?? '';
  const isDelta = /responsetype(no)?edits$/.test(type);
  const read = (name: string, mode: (entry: JsonObject) => Mode): readonly Entry[] =>
    readList(body, [name], complain).map((entry) => {
      const layerId = isObject(entry) ? asNumber(pick(entry, 'id', 'layerId')) : undefined;
      if (!isObject(entry) || layerId === undefined) complain(`an entry of "${name}" has no layer id.`);
      return { layerId, mode: mode(entry), body: entry };
    });
  const whole = read('layers', (entry) => (isDelta || carriesDelta(entry) ? 'delta' : 'replace'));
  // Only a first load may take a layer without features for an empty one: anywhere else that would empty what is here.
  const isFirstLoad = type === '' || type.endsWith('responsetypedata');
  const forgotten = isFirstLoad || isDelta ? undefined : whole.find((entry) => lacksFeatures(entry.body));
  if (forgotten) complain(`layer ${String(forgotten.layerId)} is to be replaced, but its features are missing.`);
  return [...whole, ...read('edits', () => 'delta')];
}

function lacksFeatures(entry: JsonObject): boolean {
  return (pick(entry, 'features') ?? null) === null && !isObject(pick(entry, 'error'));
}

function carriesDelta(entry: JsonObject): boolean {
  const features = pick(entry, 'features');
  return (
    isObject(features) && ['updates', 'deleteIds', 'deletes'].some((name) => asArray(pick(features, name)).length > 0)
  );
}

function readEntry(
  { layerId, mode, body }: Entry,
  options: ReadReplyOptions & { readonly complain: Complain },
): Change | null {
  const layer = options.layers.find((candidate) => candidate.layerId === layerId);
  if (!layer) return null;
  const { complain } = options;
  const given = pick(body, 'features') ?? undefined;
  // Some servers write the three lists beside each other, without `features` around them.
  const features = isObject(given) ? given : given === undefined ? body : { adds: given };
  const list = (place: JsonObject, ...names: readonly string[]): readonly unknown[] => readList(place, names, complain);
  const ids = (values: readonly unknown[]): readonly string[] =>
    values.map(
      (value) => readId(value) ?? complain(`layer ${String(layerId)} names a deleted row without its GlobalID.`),
    );
  const rows = [...list(features, 'adds'), ...list(features, 'updates')];
  const attached = pick(body, 'attachments');
  const attachments = isObject(attached) ? attached : { adds: attached };
  const change: Change = {
    layerId,
    mode,
    rows: options.withoutRows === true ? [] : rows.map(rowReader(layer, complain)),
    deleteIds: ids(list(features, 'deleteIds', 'deletes')),
    attachments: [
      ...list(attachments, 'adds').map((entry) => readAttachmentChange(entry, options, complain)),
      ...list(attachments, 'updates').map((entry) => ({
        ...readAttachmentChange(entry, options, complain),
        replaced: true as const,
      })),
    ],
    attachmentDeleteIds: ids(list(attachments, 'deleteIds', 'deletes')),
  };
  return mode === 'delta' && rows.length === 0 && isEmpty(change) ? null : change;
}

/** Apart from its rows. */
function isEmpty(change: Change): boolean {
  return change.deleteIds.length + change.attachments.length + change.attachmentDeleteIds.length === 0;
}

/** A layer told in several entries is one change; a replacement among them makes the whole a replacement. */
function merge(last: Change, all: readonly Change[]): Change {
  const same = all.filter((change) => change.layerId === last.layerId);
  if (same.length === 1) return last;
  return {
    layerId: last.layerId,
    mode: same.some((change) => change.mode === 'replace') ? 'replace' : 'delta',
    rows: same.flatMap((change) => change.rows),
    deleteIds: same.flatMap((change) => change.deleteIds),
    attachments: same.flatMap((change) => change.attachments),
    attachmentDeleteIds: same.flatMap((change) => change.attachmentDeleteIds),
  };
}

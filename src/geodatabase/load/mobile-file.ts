/** A mobile geodatabase as something to be loaded: its record, its rows as a service would have sent them, its attachments. */
import type { ByteSource } from '../../shared/byte-source.js';
import { GdbError } from '../../shared/errors.js';
import type { Envelope } from '../../shared/esri.js';
import type { ReplicaFile } from '../../shared/replica-file.js';
import type { GeodatabaseRecord } from '../../shared/records.js';
import { readAttachments } from '../attachments.js';
import { readCatalogue } from '../catalogue/read-catalogue.js';
import { readFeatures } from '../features.js';
import { Database } from '../sqlite/database.js';
import type { MobileGeodatabase, MobileLayer } from '../types.js';
import { fileAttachments } from './file-attachments.js';
import { schemaOf } from './layer-schema.js';
import { readReplicaTerms, type ReplicaTerms } from './replica-terms.js';
import { rowsBody } from './rows-body.js';

export async function openMobileFile(source: ByteSource): Promise<ReplicaFile> {
  const database = await Database.open(source);
  if (!database.columns('GDB_Items'))
    throw new GdbError('bad-file', 'This is no mobile geodatabase: a SQLite file without the table GDB_Items.');
  const { items, replica, sources } = await readCatalogue(database);
  const layers = sources.map(({ layer }) => layer);
  const terms = readReplicaTerms(items);
  const extent = terms.extent ?? union(layers);
  const made = recordOf({ replica, layers }, terms, extent);
  return {
    format: 'mobile-geodatabase',
    layers: layers.map(({ layerId, name, type, count }) => ({ layerId, name, type, count })),
    serviceUrl: replica?.serviceUrl ?? '',
    extent,
    date: terms.lastSyncAt ?? terms.createdAt,
    geodatabase: made instanceof GdbError ? null : made,
    refusal: made instanceof GdbError ? made : null,
    body: ({ signal }) =>
      rowsBody(sources.map((one) => ({ ...one.layer, rows: () => readFeatures(database, one, { signal }) }))),
    async *attachments({ signal }) {
      for (const one of sources) {
        if (!one.layer.hasAttachments) continue;
        yield* fileAttachments(one.layer, readAttachments(database, one, { signal }));
      }
    },
  };
}

/** Or the reason why there can be none. */
function recordOf(
  { replica, layers }: Pick<MobileGeodatabase, 'replica' | 'layers'>,
  terms: ReplicaTerms,
  extent: Envelope | null,
): GeodatabaseRecord | GdbError {
  if (replica === null)
    return refusal(
      'It takes part in no sync: it was not made by a feature service for offline use. It can be looked at.',
    );
  const { generations, syncModel } = replica;
  if (syncModel === null || replica.replicaId === '')
    return refusal('It does not say by which replica it was made, or of a kind that is not known here.');
  if (syncModel !== 'none' && generations === null)
    return refusal('It does not say clearly what it is up to date with (server generations).');
  const bare = layers.find(({ globalIdField, objectIdField }) => globalIdField === null || objectIdField === null);
  if (bare) return refusal(`Layer ${bare.name} has no GlobalIDs or no ObjectIDs.`);
  return {
    replicaId: replica.replicaId,
    replicaName: replica.replicaName,
    serviceUrl: replica.serviceUrl,
    syncModel,
    syncDirection: terms.syncDirection,
    attachments: replica.attachments,
    generations: generations ?? { kind: 'perLayer', byLayer: {} },
    layers: layers.map(schemaOf),
    queries: layers.map(({ layerId, type }) => terms.queries.get(layerId) ?? wholeLayer(layerId, type)),
    extent,
    spatialReference: layers.find(({ spatialReference }) => spatialReference)?.spatialReference ?? null,
    createdAt: terms.createdAt ?? 0,
    lastSyncAt: terms.lastSyncAt ?? terms.createdAt,
  };
}

function wholeLayer(layerId: number, type: MobileLayer['type']): GeodatabaseRecord['queries'][number] {
  const isTable = type === 'Table';
  return { layerId, queryOption: isTable ? 'all' : 'useFilter', useGeometry: !isTable, includeRelated: false };
}

function refusal(why: string): GdbError {
  return new GdbError('unsupported-file', `This file can’t be loaded. ${why}`);
}

function union(layers: readonly MobileLayer[]): Envelope | null {
  const boxes = layers.flatMap(({ extent, spatialReference }) =>
    extent ? [{ ...extent, ...(spatialReference ? { spatialReference } : {}) }] : [],
  );
  const [first] = boxes;
  if (!first) return null;
  const wkid = first.spatialReference?.wkid;
  return boxes
    .filter(({ spatialReference }) => spatialReference?.wkid === wkid)
    .reduce((whole, box) => ({
      ...whole,
      xmin: Math.min(whole.xmin, box.xmin),
      ymin: Math.min(whole.ymin, box.ymin),
      xmax: Math.max(whole.xmax, box.xmax),
      ymax: Math.max(whole.ymax, box.ymax),
    }));
}

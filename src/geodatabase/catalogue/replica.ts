/** The sync state: one Sync Replica item, and a Sync Dataset item for each layer. */
import { asNumber } from '../../shared/json.js';
import type { Generations, SyncModel } from '../../shared/records.js';
import type { MobileReplica } from '../types.js';
import { unqualified, type Item } from './items.js';
import { textOf } from './xml.js';

/** A layer as its sync state names it. */
export interface SyncDataset {
  readonly layerId: number;
  readonly name: string | undefined;
  readonly table: string;
  readonly serverGen: number | undefined;
}

/** Without the datasets of attachments: they go with their layers. */
export function readSyncDatasets(items: readonly Item[]): readonly SyncDataset[] {
  return items.flatMap(({ kind, name, definition }) => {
    const layerId = asNumber(textOf(definition, 'LayerID'));
    const table = unqualified(textOf(definition, 'DatasetName') ?? name);
    if (kind !== 'syncDataset' || layerId === undefined || isOfAttachments(table)) return [];
    const serverGen = asNumber(textOf(definition, 'ReplicaServerGen'));
    return [{ layerId, table, name: textOf(definition, 'LayerName'), serverGen }];
  });
}

export function isOfAttachments(table: string): boolean {
  return /__ATTACH$/i.test(table);
}

const models: Readonly<Record<string, SyncModel>> = { replica: 'perReplica', layer: 'perLayer', none: 'none' };

/** Null for a file that takes part in no sync. */
export function readReplica(items: readonly Item[], datasets: readonly SyncDataset[]): MobileReplica | null {
  const item = items.find(({ kind }) => kind === 'replica');
  if (!item) return null;
  const { definition, name, uuid, info } = item;
  const [model] = /(replica|layer|none)$/i.exec(textOf(definition, 'SyncModel') ?? '') ?? [];
  const syncModel = models[model?.toLowerCase() ?? ''] ?? null;
  return {
    replicaId: (textOf(definition, 'ReplicaID') ?? uuid).replaceAll(/[{}]/g, ''),
    replicaName: textOf(definition, 'ReplicaName') ?? name,
    // The root of a service has no query; a token or a password may have been left in its address.
    serviceUrl: (textOf(definition, 'ServiceName') ?? info).replace(/[?#].*/, '').replace(/\/\/[^/]*@/, '//'),
    syncModel,
    generations: generationsOf(syncModel, datasets),
    attachments:
      textOf(definition, 'ReturnsAttachments') !== 'true'
        ? 'none'
        : /upload$/i.test(textOf(definition, 'AttachmentsSyncDirection') ?? '')
          ? 'upload'
          : 'bidirectional',
  };
}

function generationsOf(model: SyncModel | null, datasets: readonly SyncDataset[]): Generations | null {
  const known = datasets.filter(({ serverGen }) => serverGen !== undefined);
  if (known.length === 0) return null;
  if (model === 'perLayer')
    return {
      kind: model,
      byLayer: Object.fromEntries(known.map(({ layerId, serverGen = 0 }) => [layerId, serverGen])),
    };
  if (model !== 'perReplica') return null;
  const [serverGen = 0, ...others] = new Set(known.map((dataset) => dataset.serverGen));
  return others.length > 0 ? null : { kind: model, serverGen };
}

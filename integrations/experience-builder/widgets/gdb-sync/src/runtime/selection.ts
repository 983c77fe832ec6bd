/** The record that is selected in a data source of the experience, as the picker names features. */
import type { SyncController } from 'gdb-sync';
import type { DataSource } from 'jimu-core';

export interface SelectedRecord {
  readonly layerId: number;
  readonly objectId: number;
}

/** The one that was selected last; null without one, and for records of another service. */
export function selectedRecord(
  { url, ...source }: Pick<DataSource, 'url'> & { readonly selectedIds: readonly string[] },
  serviceUrl: string,
): SelectedRecord | null {
  const layer = /^(.*)\/(\d+)\/?$/.exec(url?.split(/[?#]/, 1)[0] ?? '');
  const id = source.selectedIds.at(-1);
  if (layer?.[1]?.toLowerCase() !== serviceUrl.toLowerCase() || id === undefined || !/^-?\d+$/.test(id)) return null;
  return { layerId: Number(layer[2]), objectId: Number(id) };
}

/** Its GlobalID, from this device; null where it is not there. */
export async function globalIdOf(controller: SyncController, record: SelectedRecord): Promise<string | null> {
  await controller.ready;
  if (controller.state.geodatabase === null) return null;
  const [globalId] = await controller.queryGlobalIds(record.layerId, { objectIds: [record.objectId] });
  return globalId ?? null;
}

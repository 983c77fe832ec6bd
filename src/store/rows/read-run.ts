/** Records of a run out of the database. Each is verified: what is damaged is reported, never shown. */
import type { LayerSchema } from '../../shared/esri.js';
import { isWhole, type RunRecords } from '../chunks/verify.js';
import { getRecord, type ReadTx } from '../database.js';
import { damaged, isUnreadable } from '../errors.js';

/** Where a record of a run lies. */
export interface RecordPlace<S extends keyof RunRecords> {
  readonly store: S;
  readonly run: number;
  readonly no: number;
}

/** Rejects `storage-damaged` when the record is missing, cannot be read, or is not what was written. */
export async function readRunRecord<S extends keyof RunRecords>(
  tx: ReadTx,
  layer: LayerSchema,
  { store, run, no }: RecordPlace<S>,
): Promise<RunRecords[S]> {
  const record = await getRecord(tx, store, [layer.layerId, run, no]).catch((error: unknown) => {
    throw isUnreadable(error) ? damaged(layer, error) : error;
  });
  if (!isWhole(store, record)) throw damaged(layer);
  return record;
}

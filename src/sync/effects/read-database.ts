/**
 * A replica that comes as a mobile geodatabase (`dataFormat=sqlite`): the file is brought to this device part by part, where a broken connection or
 * a reload goes on, then loaded as any file is. Attachments are inside; later syncs speak JSON.
 */
import { GdbError, isAbort, isGdbError } from '../../shared/errors.js';
import { PART_SIZE } from '../../shared/parts.js';
import type { CreateAttempt } from '../../shared/records.js';
import type { SpatialReference } from '../../shared/esri.js';
import { descriptionOf } from '../context.js';
import type { RunContext } from '../context.js';
import { writeParts } from './bring-bytes.js';
import { stageFile } from './load-file.js';
import { partsSource, type PartsKey } from './parts-source.js';
import { restOf } from './rest-of-bytes.js';

/** Breaks of the connection without a single new part, before the run waits for its next try. */
const MOST_BREAKS = 3;

/** Stages the file at `url` as the reply of this run. */
export async function readDatabase(
  url: string,
  attempt: CreateAttempt,
  call: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<void> {
  const { context, signal } = call;
  const { store, epoch, session, host } = context;
  const key = { globalId: `file ${attempt.uid}`, contentVersion: 0 };
  const size = await download(url, key, call);
  let bytesRead = 0;
  const source = partsSource(store, key, { size, onRead: (bytes) => (bytesRead += bytes) });
  const file = await host.openFile(source);
  const { geodatabase } = file;
  if (geodatabase === null) throw file.refusal ?? new GdbError('bad-file', 'The file cannot be loaded.');
  const { outSpatialReference, syncModel } = attempt.parameters;
  if (geodatabase.syncModel !== syncModel || !isSameReference(geodatabase.spatialReference, outSpatialReference))
    throw new GdbError(
      'bad-reply',
      'The service sent a file of another sync model or spatial reference than was asked for.',
    );
  bytesRead = 0;
  const { layers } = descriptionOf(context);
  // The way here was the first half.
  const loading = { file, layers, size: 2 * size, bytesRead: () => size + Math.min(bytesRead, size) };
  await stageFile(loading, context, signal);
  const { replicaId, replicaName, generations } = geodatabase;
  if (session.reply !== null) session.reply = { ...session.reply, replicaId, replicaName, generations };
  await store.dropContent(epoch, key);
}

/** Brings the whole file here; returns its bytes. Goes on where it broke off. */
async function download(
  url: string,
  key: PartsKey,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<number> {
  const { store, service, clock } = context;
  for (let breaks = 0; ;) {
    const kept = await store.fetchedParts(key);
    let bytesDone = kept * PART_SIZE;
    const report = (bytes: number): void => {
      bytesDone += bytes;
      context.report({ type: 'read-progress', bytesDone, bytesTotal: null });
    };
    try {
      const rest = kept > 0 ? await restOf(key, url, { store, service, signal, kept, mayStartOver: false }) : null;
      const bytes = rest ?? service.readAttachment(url, { signal });
      const content = await writeParts(bytes, { key, call: { ...context, report }, partNo: rest === null ? 0 : kept });
      return content.size;
    } catch (error) {
      if (!isGdbError(error) || !error.retryable || isAbort(error) || signal.aborted) throw error;
      breaks = (await store.fetchedParts(key)) > kept ? 0 : breaks + 1;
      if (breaks >= MOST_BREAKS) throw error;
      await clock.sleep(1000 * breaks, { signal });
    }
  }
}

/** Where both are told. Web Mercator has two numbers. */
export function isSameReference(a: SpatialReference | null, b: SpatialReference | null): boolean {
  const numberOf = ({ wkid, latestWkid }: SpatialReference): number | undefined => {
    const known = latestWkid ?? wkid;
    return known === 102100 ? 3857 : known;
  };
  const [one, other] = [a && numberOf(a), b && numberOf(b)];
  return !one || !other || one === other;
}

import { isGdbError } from '../../shared/errors.js';
import { PART_SIZE } from '../../shared/parts.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { RunContext } from '../context.js';
import type { DownloadingState, SyncEvent } from '../state.js';

const AT_ONCE = 3;
const PAGE = 60;

/** Brings the bytes of received attachments to this device. One that is gone or broken is skipped: it is asked for again at the next sync. */
export async function fetchAttachments(
  state: DownloadingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const total = state.total ?? 0;
  let done = 0;
  let received = 0;
  let bytesDone = 0;
  const report = (bytes: number): void => {
    bytesDone += bytes;
    context.report({ type: 'fetch-progress', done, total: Math.max(total, done), bytesDone });
  };
  for (;;) {
    const page = (await context.store.attachmentsToFetch(PAGE)).filter(
      (record) => !context.session.unfetchable.has(record.globalId),
    );
    if (page.length === 0) return { type: 'fetched', received, at: context.clock.now() };
    const queue = [...page];
    const worker = async (): Promise<void> => {
      for (let record = queue.shift(); record !== undefined; record = queue.shift()) {
        if (await fetchOne(record, { context, signal, report })) received += 1;
        done += 1;
        report(0);
      }
    };
    await allOrFirstError(Array.from({ length: AT_ONCE }, worker), queue);
  }
}

/** Waits for every worker, so that none goes on behind the machine's back, then throws the first error. */
async function allOrFirstError(workers: readonly Promise<void>[], queue: AttachmentRecord[]): Promise<void> {
  const settled = await Promise.allSettled(
    workers.map((worker) =>
      worker.catch((error: unknown) => {
        queue.length = 0;
        throw error;
      }),
    ),
  );
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function fetchOne(
  record: AttachmentRecord,
  call: { readonly context: RunContext; readonly signal: AbortSignal; readonly report: (bytes: number) => void },
): Promise<boolean> {
  const { context, signal, report } = call;
  const { store, epoch, session } = context;
  if (record.url === null) {
    session.unfetchable.add(record.globalId);
    return false;
  }
  let size = 0;
  let partNo = 0;
  let part = new Uint8Array(Math.min(PART_SIZE, Math.max(record.size, 1)));
  let filled = 0;
  const flush = async (): Promise<void> => {
    await store.writeFetchedPart(epoch, record, partNo, part.slice(0, filled).buffer);
    partNo += 1;
    filled = 0;
  };
  try {
    for await (const piece of context.service.readAttachment(record.url, { signal })) {
      size += piece.length;
      report(piece.length);
      for (let offset = 0; offset < piece.length;) {
        if (filled === part.length && part.length < PART_SIZE) part = grown(part);
        const take = Math.min(piece.length - offset, part.length - filled);
        part.set(piece.subarray(offset, offset + take), filled);
        filled += take;
        offset += take;
        if (filled === PART_SIZE) await flush();
      }
    }
  } catch (error) {
    // The service's own no (gone, forbidden) concerns this file alone; a broken connection concerns them all.
    if (!isGdbError(error) || error.retryable || error.details.answered !== true) throw error;
    session.unfetchable.add(record.globalId);
    return false;
  }
  if (filled > 0) await flush();
  await store.commitFetched(epoch, record, { size, partCount: partNo });
  return true;
}

/** The size that was announced can be wrong. */
function grown(part: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(PART_SIZE, Math.max(part.length * 2, 65_536)));
  larger.set(part);
  return larger;
}

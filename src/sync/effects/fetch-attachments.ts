import { isGdbError } from '../../shared/errors.js';
import type { GlobalId } from '../../shared/ids.js';
import type { AttachmentRecord } from '../../shared/records.js';
import { isFinalNo } from '../context.js';
import type { RunContext } from '../context.js';
import { bringBytes } from './bring-bytes.js';
import type { DownloadingState, SyncEvent } from '../state.js';

const AT_ONCE = 3;
const PAGE = 60;
/** A file that broke the connection so often in one run waits for the next. */
const MAX_BREAKS = 3;

/** Brings the bytes of received attachments to this device. One that is gone or broken is skipped: it is asked for again at the next sync. */
export async function fetchAttachments(
  state: DownloadingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const total = state.total ?? 0;
  let done = 0;
  let bytesDone = 0;
  const report = (bytes: number, received = 0): void => {
    bytesDone += bytes;
    context.report({ type: 'fetch-progress', done, total: Math.max(total, done), bytesDone, received });
  };
  for (;;) {
    const { unfetchable } = context.session;
    // Those that are not asked for again stay at the head of the list.
    const waiting = await context.store.attachmentsToFetch(PAGE + unfetchable.size);
    const page = waiting.filter((record) => !unfetchable.has(record.globalId));
    if (page.length === 0) return { type: 'fetched', at: context.clock.now() };
    const queue = [...page];
    const worker = async (): Promise<void> => {
      for (let record = queue.shift(); record !== undefined; record = queue.shift()) {
        const isHere = await fetchOne(record, { context, signal, report });
        done += 1;
        report(0, isHere ? 1 : 0);
      }
    };
    await allOrFirstError(Array.from({ length: AT_ONCE }, worker), queue);
  }
}

/** Attachments whose bytes are to be fetched in this run; none where they come when a person opens one. */
export async function countToFetch(context: Pick<RunContext, 'store' | 'session'>): Promise<number> {
  if ((await context.store.info()).geodatabase?.attachmentDownload === 'lazy') return 0;
  const waiting = await context.store.attachmentsToFetch(10_000);
  return waiting.filter((record) => !context.session.unfetchable.has(record.globalId)).length;
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
  given: { readonly context: RunContext; readonly signal: AbortSignal; readonly report: (bytes: number) => void },
): Promise<boolean> {
  const { context, signal, report } = given;
  const { store, service, epoch, session } = context;
  try {
    const layer = (await store.info()).geodatabase?.layers.find(({ layerId }) => layerId === record.layerId);
    const mayStartOver = (session.brokenFetches.get(record.globalId) ?? 0) >= MAX_BREAKS - 1;
    const { version: gdbVersion } = session;
    const call = { store, service, epoch, layer, gdbVersion, signal, report, mayStartOver };
    if (await bringBytes(record, call)) return true;
    session.unfetchable.add(record.globalId);
    return false;
  } catch (error) {
    if (!concernsThisFile(error, record.globalId, session)) throw error;
    session.unfetchable.add(record.globalId);
    return false;
  }
}

/** The service's own no (gone, forbidden) is about this file alone; a broken connection is about them all, unless this file always breaks it. */
function concernsThisFile(error: unknown, globalId: GlobalId, session: RunContext['session']): boolean {
  if (isFinalNo(error)) return true;
  if (!isGdbError(error)) return false;
  // Parts of another length are in the way: another page fetched an earlier content of it.
  if (error.code === 'invalid-argument') return true;
  if (!error.retryable) return false;
  const broken = (session.brokenFetches.get(globalId) ?? 0) + 1;
  session.brokenFetches.set(globalId, broken);
  return broken >= MAX_BREAKS;
}

import { GdbError, isGdbError } from '../../shared/errors.js';
import type { ErrorSummary } from '../../shared/errors.js';
import { descriptionOf, giveUpJob } from '../context.js';
import type { RunContext } from '../context.js';
import type { DownloadingState, SyncEvent } from '../state.js';
import { loadFileEffects } from './load-file-effects.js';
import { dropStaged, receive } from './receive.js';

/** Reads the result file to its end. Nothing of it shows before all of it is here. */
export async function readReply(
  _state: DownloadingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const { session } = context;
  if (session.fileUrl === null) throw new GdbError('internal', 'There is no result file to read.');
  try {
    const { attempt } = session;
    if (attempt?.kind === 'create' && attempt.parameters.dataFormat === 'sqlite') {
      const { readDatabase } = await loadFileEffects();
      await readDatabase(session.fileUrl, attempt, { context, signal });
      session.unreadableFiles = 0;
      return { type: 'reply-read' };
    }
    await dropStaged(context);
    const { layers } = (await context.store.info()).geodatabase ?? descriptionOf(context);
    const delivery = await context.service.readResult(session.fileUrl, {
      signal,
      layers: descriptionOf(context).layers,
      onProgress: (bytesDone, bytesTotal) => {
        context.report({ type: 'read-progress', bytesDone, bytesTotal });
      },
    });
    await receive(delivery, layers, context);
  } catch (error) {
    throw await afterUnreadable(error, context);
  }
  session.unreadableFiles = 0;
  return { type: 'reply-read' };
}

/** File addresses expire: the job is asked once for a fresh one. A file that can't be read then either is given up. */
async function afterUnreadable(error: unknown, context: RunContext): Promise<unknown> {
  if (!isGdbError(error) || error.retryable || NOT_THE_FILE.has(error.code)) return error;
  context.session.unreadableFiles += 1;
  if (context.session.unreadableFiles > 1) {
    await giveUpJob(context);
    return error;
  }
  return new GdbError(error.code, error.message, { ...error.details, retryable: true, cause: error });
}

/** Errors that say nothing of the file: who asks, and this device. */
const NOT_THE_FILE: ReadonlySet<ErrorSummary['code']> = new Set<ErrorSummary['code']>([
  'token-required',
  'token-invalid',
  'aborted',
  'storage-full',
  'storage-lost',
  'storage-unavailable',
  'blocked-by-other-tab',
  'stale-holder',
  'controller-closed',
  'no-geodatabase',
  'internal',
]);

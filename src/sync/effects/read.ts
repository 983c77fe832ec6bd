import { GdbError, isGdbError } from '../../shared/errors.js';
import type { ErrorSummary } from '../../shared/errors.js';
import { descriptionOf, giveUpJob } from '../context.js';
import type { RunContext } from '../context.js';
import type { DownloadingState, SyncEvent } from '../state.js';

/** Reads the result file to its end. Nothing is applied before all of it is here. */
export async function readReply(
  _state: DownloadingState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  const { session } = context;
  if (session.fileUrl === null) throw new GdbError('internal', 'There is no result file to read.');
  try {
    session.reply = await context.service.readResult(session.fileUrl, {
      signal,
      layers: descriptionOf(context).layers,
      onProgress: (bytesDone, bytesTotal) => {
        context.report({ type: 'read-progress', bytesDone, bytesTotal });
      },
    });
  } catch (error) {
    throw await afterUnreadable(error, context);
  }
  session.unreadableFiles = 0;
  return { type: 'reply-read' };
}

/** File addresses expire: the job is asked once for a fresh one. A file that can't be read then either is given up. */
async function afterUnreadable(error: unknown, context: RunContext): Promise<unknown> {
  if (!isGdbError(error) || error.retryable || SIGN_IN.has(error.code)) return error;
  context.session.unreadableFiles += 1;
  if (context.session.unreadableFiles > 1) {
    await giveUpJob(context);
    return error;
  }
  return new GdbError(error.code, error.message, { ...error.details, retryable: true, cause: error });
}

const SIGN_IN: ReadonlySet<ErrorSummary['code']> = new Set(['token-required', 'token-invalid', 'aborted']);

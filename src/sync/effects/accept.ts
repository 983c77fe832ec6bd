import type { LayerSchema } from '../../shared/esri.js';
import type { RunContext } from '../context.js';
import type { Submission } from '../ports.js';
import type { SyncEvent } from '../state.js';
import { receive } from './receive.js';

/** What the service answered to a submission, as the machine's next event. A job's status URL is committed before it is polled. */
export async function accept(
  submission: Submission,
  { attempt, layers }: { readonly attempt: { readonly id: number } | null; readonly layers: readonly LayerSchema[] },
  context: RunContext,
): Promise<SyncEvent> {
  switch (submission.kind) {
    case 'reply':
    case 'body':
    case 'database':
      await receive(submission, layers, context);
      return { type: 'reply-read' };
    case 'file':
      context.session.fileUrl = submission.url;
      // The address is never stored: whoever can't read the file to its end asks the layers, and then knows since when.
      if (attempt !== null)
        await context.store.updateAttempt(context.epoch, attempt.id, { connectionEndedAt: context.clock.now() });
      return { type: 'file-offered' };
    case 'job':
      if (attempt !== null)
        await context.store.updateAttempt(context.epoch, attempt.id, { statusUrl: submission.statusUrl });
      return { type: 'job-accepted', statusUrl: submission.statusUrl };
  }
}

/** Each active state names exactly one effect. This is the whole list. */
import type { RunContext } from './context.js';
import { divides } from './effects/divide.js';
import { applyReply } from './effects/apply.js';
import { fetchAttachments } from './effects/fetch-attachments.js';
import { loadFileEffects } from './effects/load-file-effects.js';
import { look } from './effects/look.js';
import { prepare } from './effects/prepare.js';
import { readReply } from './effects/read.js';
import { remedied } from './effects/remedy.js';
import { submitCreate } from './effects/submit-create.js';
import { submitSync } from './effects/submit-sync.js';
import { unregister } from './effects/unregister.js';
import { uploadAttachments } from './effects/upload.js';
import { pollJob, waitForRetry } from './effects/wait.js';
import type { ActiveState, SubmittingState, SyncEvent } from './state.js';

/** Performs the effect of a state; its answer is the machine's next event. Rejects with a GdbError. */
export async function perform(state: ActiveState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  try {
    return await effectOf(state, context, signal);
  } catch (error) {
    if (divides(error, state, context)) return { type: 'refused-whole' };
    throw remedied(error, state, context.session);
  }
}

function effectOf(state: ActiveState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  switch (state.kind) {
    case 'preparing':
      return prepare(state, context, signal);
    case 'reconciling':
      return look(state, context, signal);
    case 'uploading-attachments':
      return uploadAttachments(state, context, signal);
    case 'submitting':
      return submit(state, context, signal);
    case 'waiting-server':
      return pollJob(state, context, signal);
    case 'downloading':
      return state.what === 'changes' ? readReply(state, context, signal) : fetchAttachments(state, context, signal);
    case 'applying':
      // Not interruptible: recording what is known is never given up half-way.
      return applyReply(state, context);
    case 'waiting-retry':
      return waitForRetry(state, context, signal);
  }
}

function submit(state: SubmittingState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  switch (state.run.operation.kind) {
    case 'generate':
      return submitCreate(state, context, signal);
    case 'sync':
      return state.run.legs[0]?.newReplica === true
        ? submitCreate(state, context, signal)
        : submitSync(state, context, signal);
    case 'load':
      return loadFileEffects().then(({ submitLoad }) => submitLoad(context, signal));
    case 'register':
      return submitCreate(state, context, signal);
    case 'unregister':
      return unregister(state, context, signal);
  }
}

/** States whose effect can be stopped for a pause and started again without asking anybody anything. */
export function isInterruptible(state: ActiveState): boolean {
  switch (state.kind) {
    case 'preparing':
    case 'reconciling':
    case 'uploading-attachments':
    case 'waiting-server':
    case 'downloading':
    case 'waiting-retry':
      return true;
    case 'submitting':
    case 'applying':
      return false;
  }
}

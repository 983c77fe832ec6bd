/** A scripted controller that plays a whole sync when it is told to sync, for stories that one can press. */
import { GdbError } from '../../src/shared/errors.js';
import type { SyncResult } from '../../src/controller/types.js';
import { ended, geodatabase, pending, running, scene, scenes, type Scene } from './controller-states.js';
import { ScriptedController } from './scripted-controller.js';

const RESULT: SyncResult = {
  status: 'completed',
  sent: { features: 3, attachments: 4 },
  received: { features: 14, attachments: 1 },
  errors: [],
  notes: [],
};

export class PlayingController extends ScriptedController {
  #isCancelled = false;
  #isPaused = false;

  constructor(start: Scene = scenes.changesNotSent()) {
    super(start);
  }

  override syncGeodatabase(): Promise<SyncResult> {
    return this.#play();
  }

  override cancel(): void {
    this.#isCancelled = true;
    this.#isPaused = false;
  }

  override pause(): void {
    this.#isPaused = true;
  }

  override resume(): void {
    this.#isPaused = false;
  }

  async #play(): Promise<SyncResult> {
    this.#isCancelled = false;
    const waiting = pending(3, 4);
    const working = (sync: Scene['state']['sync']): Scene => scene('working', { sync, pending: waiting });
    const moments: Scene[] = [working(running({ kind: 'preparing' }))];
    const total = 4;
    const bytesTotal = 36e6;
    for (let step = 0; step <= 40; step += 1) {
      const bytesDone = (bytesTotal * step) / 40;
      const done = Math.min(total - 1, Math.floor((step * total) / 40));
      moments.push(working(running({ kind: 'uploading-attachments', done, total, bytesDone, bytesTotal })));
    }
    for (let wait = 0; wait < 8; wait += 1) moments.push(working(running({ kind: 'submitting' })));
    for (let wait = 0; wait < 8; wait += 1)
      moments.push(working(running({ kind: 'waiting-server', statusUrl: '', jobStatus: 'ImportChanges' })));
    for (let step = 0; step <= 10; step += 1)
      moments.push(
        working(
          running({
            kind: 'downloading',
            what: 'changes',
            done: 0,
            total: null,
            bytesDone: step * 4e5,
            bytesTotal: 4e6,
          }),
        ),
      );
    moments.push(working(running({ kind: 'applying' })));
    for (const moment of moments) await this.#moment(moment);
    const totals = { sentFeatures: 3, sentAttachments: 4, receivedFeatures: 14, receivedAttachments: 1 };
    this.show(
      scene('ready', {
        geodatabase: geodatabase({ lastSyncAt: Date.now() }),
        sync: ended({ kind: 'completed' }, totals),
      }),
    );
    return RESULT;
  }

  async #moment(moment: Scene): Promise<void> {
    this.show(moment);
    await new Promise((resolve) => setTimeout(resolve, 120));
    while (this.#isPaused) {
      this.show({ ...moment, status: 'paused', state: { ...moment.state, paused: ['user'] } });
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    if (!this.#isCancelled) return;
    this.show(scenes.cancelled());
    throw new GdbError('aborted', 'Cancelled.');
  }
}

/** Edits of single features, all at once, against the same edits in one call. */
import type { LocalEdits } from '../../src/shared/queries.js';
import type { Published } from '../server/serve.js';
import { controllerOf } from './gdb-sync.js';
import { openOwnStore } from './own-store.js';

export interface EditTimes {
  /** Milliseconds: one applyEdits a feature, not awaiting each other, until all are committed. */
  readonly single: number;
  /** One applyEdits with all of them. */
  readonly together: number;
  /** The single ones through the controller, which also tells other tabs and listeners. */
  readonly controller: number;
  readonly wrong: string | null;
}

/** `globalIds` are cut in three equal parts, one for each way. */
export async function edit(source: Published, globalIds: readonly string[], round: number): Promise<EditTimes> {
  const controller = controllerOf(source);
  await controller.ready;
  const port = await openOwnStore(source);
  const before = (await port.info()).pending.features;
  const size = globalIds.length / 3;
  const part = (no: number): LocalEdits['updates'] & object =>
    globalIds
      .slice(no * size, (no + 1) * size)
      .map((GlobalID) => ({ attributes: { GlobalID, Status: `edited ${String(round)}` } }));
  const stamp = { user: 'anonymous', time: 0 };
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const single = (): Promise<number> =>
    timed(() => Promise.all(part(0).map((update) => port.applyEdits(0, { updates: [update] }, stamp))));
  const together = (): Promise<number> => timed(() => port.applyEdits(0, { updates: part(1) }, stamp));
  // Neither always goes first.
  const isEven = round % 2 === 0;
  const first = await (isEven ? single : together)();
  const second = await (isEven ? together : single)();
  const viaController = await timed(() =>
    Promise.all(part(2).map((update) => controller.applyEdits(0, { updates: [update] }))),
  );
  const pending = (await port.info()).pending.features - before;
  const wrong =
    pending === globalIds.length ? null : `${String(pending)} of ${String(globalIds.length)} edits are here`;
  port.close();
  return { single: isEven ? first : second, together: isEven ? second : first, controller: viaController, wrong };
}

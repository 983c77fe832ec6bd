/** One row of a download against what is here: theirs, unless a person has unsettled edits of it (invariant 10). */
import type { Feature } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { ConflictPolicy } from '../../shared/conflicts.js';
import { endWaiting, meetConflict } from '../edits/conflicts.js';
import { removeFeature } from '../edits/forget.js';
import { hideRow, overlayRow, rebuild } from '../edits/rebuild.js';
import type { LayerRows } from '../rows/layer-rows.js';
import { sameContent } from '../rows/same-content.js';
import type { Work } from '../work.js';
import { removeReceivedOf } from './receive-attachments.js';

/** A layer that receives, within the commit. */
export interface Received {
  readonly work: Work;
  readonly rows: LayerRows;
  readonly policy: ConflictPolicy;
  /** Epoch ms. */
  readonly at: number;
  /** Says that a row was changed on both sides. */
  readonly conflict: (globalId: GlobalId) => void;
}

/** The row as the service has it. With unsettled edits it becomes their base, and they are applied to it anew. */
export async function receiveRow(received: Received, globalId: GlobalId, theirs: Feature): Promise<void> {
  const { work, rows } = received;
  const { layer } = rows;
  const key: [number, GlobalId] = [layer.layerId, globalId];
  const mine = await work.tx.objectStore('overlay').get(key);
  if (!mine || mine.pending === 'none') {
    await work.tx.objectStore('overlay').put(overlayRow(layer, globalId, theirs, 'none'), key);
    return;
  }
  const base = await work.tx.objectStore('base').get(key);
  // What this device sent last is the base already: its coming back is an echo. A row that equals mine leaves nothing to decide.
  const isEcho = base !== undefined && sameContent(layer, theirs, base.row);
  const isMine = mine.kind === 'row' && sameContent(layer, theirs, mine.feature);
  if (isMine) await endWaiting(work, ...key);
  if (!isEcho && !isMine) {
    const sides = { base: base?.row ?? null, mine: mine.kind === 'row' ? mine.feature : null, theirs };
    const { policy, at } = received;
    if ((await meetConflict(work, rows, { globalId, ...sides, policy, at })) !== null) received.conflict(globalId);
  }
  await rebuild(work, rows, globalId, { layerId: layer.layerId, globalId, row: theirs, deletedOnServer: false });
}

/** The service has the row no more. With unsettled edits mine stays, and its base remembers. */
export async function receiveDelete(received: Received, globalId: GlobalId): Promise<void> {
  const { work, rows } = received;
  const { layer } = rows;
  const key: [number, GlobalId] = [layer.layerId, globalId];
  const overlay = work.tx.objectStore('overlay');
  const mine = await overlay.get(key);
  if (mine && mine.pending !== 'none') {
    const base = await work.tx.objectStore('base').get(key);
    if (!base || base.deletedOnServer) return;
    await work.tx.objectStore('base').put({ ...base, deletedOnServer: true }, key);
    if (mine.kind !== 'row') return;
    received.conflict(globalId);
    const { policy, at } = received;
    const met = { globalId, base: base.row, mine: mine.feature, theirs: null, policy, at };
    if ((await meetConflict(work, rows, met)) === 'theirs') await removeFeature(work, rows, globalId);
    return;
  }
  if (!(await rows.visible(globalId))) return;
  await hideRow(work, rows, globalId);
  if (await removeReceivedOf(work, layer.layerId, globalId)) received.conflict(globalId);
}

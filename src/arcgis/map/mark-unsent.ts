/** Features that have something that is not sent are highlighted on the map, as long as it is not. */
import type { SyncController } from '../../controller/types.js';
import { groupBy } from '../../shared/collections.js';
import { layerViewsOf } from './layers.js';
import type { Handle, InteractiveView } from './view.js';

const NAME = 'gdb-unsent';
/** Amber: neither what is selected nor what is wrong. */
const LOOK = { name: NAME, color: [218, 124, 11, 1], haloOpacity: 0.9, fillOpacity: 0.15 };
/** Edits come in handfuls. Milliseconds. */
const PATIENCE = 150;

/** Returns how to stop, which takes the marks away. */
export function markUnsent(view: InteractiveView, controller: SyncController): () => void {
  let handles: readonly Handle[] = [];
  let shown = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new AbortController();
  const isOver = (): boolean => over.signal.aborted;
  const name = namedHighlight(view);

  const draw = async (): Promise<void> => {
    const ids = await unsentObjectIds(controller);
    const key = JSON.stringify([...ids]);
    if (isOver() || key === shown) return;
    shown = key;
    const made = await Promise.all(
      [...ids].map(async ([layerId, objectIds]) =>
        (await layerViewsOf(view, controller, layerId)).flatMap(
          (layerView) => layerView.highlight?.(objectIds, name) ?? [],
        ),
      ),
    );
    for (const handle of handles) handle.remove();
    handles = made.flat();
    if (isOver()) for (const handle of handles) handle.remove();
  };
  const soon = (): void => {
    clearTimeout(timer);
    // A copy that is just being closed has nothing to mark.
    timer = setTimeout(() => void draw().catch(() => undefined), PATIENCE);
  };
  const events = ['gdb-edits-change', 'gdb-edit-error', 'gdb-sync-status-change'] as const;
  for (const type of events) controller.addEventListener(type, soon);
  soon();
  return () => {
    over.abort();
    clearTimeout(timer);
    for (const type of events) controller.removeEventListener(type, soon);
    for (const handle of handles) handle.remove();
  };
}

/** By layer; refused ones too, since they are not sent either. Deleted ones have no place on the map. */
async function unsentObjectIds(controller: SyncController): Promise<ReadonlyMap<number, readonly number[]>> {
  if (controller.state.geodatabase === null) return new Map();
  const unsent = [...(await controller.unsentFeatures()), ...controller.syncErrors];
  const byLayer = groupBy(unsent, ({ layerId }) => layerId);
  const found = await Promise.all(
    [...byLayer].map(async ([layerId, features]) => {
      const globalIds = [...new Set(features.map(({ globalId }) => globalId))];
      const objectIds = await controller.queryObjectIds(layerId, { globalIds });
      return [layerId, [...objectIds].sort((a, b) => a - b)] as const;
    }),
  );
  return new Map(found.filter(([, objectIds]) => objectIds.length > 0));
}

/** Since 4.32 a view has several looks of highlights, by name; before, all look the same. */
function namedHighlight({ highlights }: InteractiveView): { readonly name: string } | undefined {
  if (highlights === undefined) return undefined;
  if (!highlights.toArray().some(({ name }) => name === NAME)) highlights.add(LOOK);
  return { name: NAME };
}

import type { ReactiveElement } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { groupBy } from '../../shared/collections.js';
import type { GlobalId } from '../../shared/ids.js';
import { outlineOf, type Outline } from './shape-path.js';

interface FeatureName {
  readonly layerId: number;
  readonly globalId: GlobalId;
}

/** A moment after the last draw: who scrolls by has no time to look at shapes. */
const AFTER_MS = 80;
/** Outlines that are kept; then they are read anew. */
const KEPT = 3000;

/** Small drawings of the features in the list, read from this device for the rows that are drawn. */
export class RowShapes {
  readonly #host: ReactiveElement;
  readonly #controller: () => SyncController | undefined;
  readonly #known = new Map<string, Outline | null>();
  readonly #wanted = new Map<string, FeatureName>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveElement, controller: () => SyncController | undefined) {
    this.#host = host;
    this.#controller = controller;
  }

  /** Null while it is not known, and for what has no shape. Asked for while drawing. */
  of({ layerId, globalId }: FeatureName): Outline | null {
    const key = `${String(layerId)}/${globalId}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#wanted.set(key, { layerId, globalId });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), AFTER_MS);
    return null;
  }

  /** Features changed, or others are shown. */
  forget(): void {
    this.#known.clear();
  }

  async #read(): Promise<void> {
    const wanted = [...this.#wanted.values()];
    this.#wanted.clear();
    const controller = this.#controller();
    if (controller === undefined || !this.#host.isConnected) return;
    if (this.#known.size > KEPT) this.#known.clear();
    for (const name of wanted) this.#known.set(`${String(name.layerId)}/${name.globalId}`, null);
    for (const [layerId, names] of groupBy(wanted, (name) => name.layerId)) {
      const query = { globalIds: names.map(({ globalId }) => globalId), outFields: [], returnGeometry: true };
      // A list without drawings is still a list.
      const found = await controller.queryFeatures(layerId, query).catch(() => null);
      for (const { globalId, geometry } of found?.features ?? [])
        this.#known.set(`${String(layerId)}/${globalId}`, outlineOf(geometry));
    }
    this.#host.requestUpdate();
  }
}

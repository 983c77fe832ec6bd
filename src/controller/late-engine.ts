/** The engine of a controller: its file comes by `import()`, and is asked for again where it did not come; then it opens what this device has, once. */
import { summarize, toGdbError, type ErrorSummary } from '../shared/errors.js';
import { loadPart } from '../shared/load-part.js';
import type { assemble, Assembled } from './assemble.js';
import type { Face } from './face.js';

export interface LateEngineDeps {
  readonly face: Pick<Face, 'state' | 'patch'>;
  /** Wires it, as soon as its file is there. */
  readonly make: (assembleRooms: typeof assemble) => Assembled;
  /** Aborted when the controller is closed: what arrives then opens nothing. */
  readonly signal: AbortSignal;
}

export class LateEngine {
  readonly #deps: LateEngineDeps;
  #assembled: Assembled | null = null;
  /** Null where the file did not come: whoever wants it asks for it again. */
  #opened: Promise<Assembled> | null = null;
  #ready!: Promise<void>;

  constructor(deps: LateEngineDeps) {
    this.#deps = deps;
    void this.opened();
  }

  /** Null until its file is there. */
  get assembled(): Assembled | null {
    return this.#assembled;
  }

  /** What became of the latest try. To look at it begins none. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /**
   * Tries once for all who ask meanwhile. The state does not change before the file is there: a page that asks at each change would never come to an end.
   */
  opened(): Promise<Assembled> {
    if (this.#opened) return this.#opened;
    this.#opened = this.#open();
    this.#ready = this.#opened.then(() => undefined);
    // Nobody may be waiting: the state says what became of it.
    this.#ready.catch(() => undefined);
    return this.#opened;
  }

  async #open(): Promise<Assembled> {
    const { make, signal } = this.#deps;
    try {
      const part = await loadPart(() => import('./assemble.js')).catch((error: unknown) => {
        this.#opened = null;
        throw error;
      });
      signal.throwIfAborted();
      const assembled = (this.#assembled = make(part.assemble));
      this.#show(null);
      await assembled.engine.open();
      assembled.autoSync.trigger('load');
      return assembled;
    } catch (thrown) {
      const error = toGdbError(signal.aborted ? signal.reason : thrown);
      this.#show(summarize(error));
      throw error;
    }
  }

  /** Said once: what is missing as before is no news. */
  #show(unavailable: ErrorSummary | null): void {
    const { face } = this.#deps;
    if (face.state.unavailable?.code !== unavailable?.code)
      face.patch({ unavailable, opened: unavailable !== null }, 'status');
  }
}

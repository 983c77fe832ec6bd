/** Which chunks this page reads from IndexedDB, and when: nothing is changed. */
export class ChunkWatch {
  /** Keys `layerId/run/chunkNo`, in the order in which they were asked for. */
  readonly keys: string[] = [];
  readonly #original = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'get')!;

  constructor() {
    const { keys } = this;
    const get = this.#original.value as IDBObjectStore['get'];
    Object.defineProperty(IDBObjectStore.prototype, 'get', {
      ...this.#original,
      value(this: IDBObjectStore, key: IDBValidKey) {
        if (this.name === 'chunk') keys.push((key as number[]).join('/'));
        return get.call(this, key);
      },
    });
  }

  stop(): void {
    Object.defineProperty(IDBObjectStore.prototype, 'get', this.#original);
  }

  /** Resolves when at least so many were read. */
  async atLeast(count: number): Promise<void> {
    while (this.keys.length < count) await pause(1);
  }

  /** Resolves when none was read for longer than reading ahead waits. */
  async untilQuiet(): Promise<void> {
    for (let before = -1; before !== this.keys.length;) {
      before = this.keys.length;
      await pause(700);
    }
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** How many records a piece of work reads and writes: unlike milliseconds, the same on every machine. */
export interface Work {
  readonly read: number;
  readonly written: number;
  /** Chunks of rows among them. */
  readonly chunksRead: number;
  readonly chunksWritten: number;
}

const READS = ['get', 'getAll', 'getKey', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count'] as const;
const WRITES = ['put', 'add', 'delete'] as const;

/** Everything that this page asks of IndexedDB while `work` runs is counted; nothing is changed. */
export async function countWork(work: () => Promise<unknown>): Promise<Work> {
  const counts = { read: 0, written: 0, chunksRead: 0, chunksWritten: 0 };
  const { prototype } = IDBObjectStore;
  const before = Object.getOwnPropertyDescriptors(prototype);
  const watch = (name: keyof IDBObjectStore, note: (request: IDBRequest, isChunk: boolean) => void): void => {
    const original = prototype[name] as (this: IDBObjectStore, ...args: unknown[]) => IDBRequest;
    Object.defineProperty(prototype, name, {
      ...before[name],
      value(this: IDBObjectStore, ...args: unknown[]) {
        const request = original.apply(this, args);
        note(request, this.name === 'chunk');
        return request;
      },
    });
  };
  for (const name of READS) {
    watch(name, (request, isChunk) => {
      request.addEventListener('success', () => {
        const records = Array.isArray(request.result) ? request.result.length : 1;
        counts.read += records;
        if (isChunk) counts.chunksRead += records;
      });
    });
  }
  for (const name of WRITES) {
    watch(name, (_request, isChunk) => {
      counts.written++;
      if (isChunk) counts.chunksWritten++;
    });
  }
  try {
    await work();
  } finally {
    for (const name of [...READS, ...WRITES]) Object.defineProperty(prototype, name, before[name]);
  }
  return counts;
}

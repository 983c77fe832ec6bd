/**
 * What this origin remembers outside IndexedDB: when a person was last here, and which copies were made. It is small, may be gone at any time,
 * and decides nothing: it only lets the page say that a copy is missing. No name of a user, no token, no data.
 */

/** A copy that was made in this browser. */
export interface CopyNote {
  /** Epoch ms. */
  readonly madeAt: number;
  /** Bytes that it took of this origin's storage when it was made; null when not told. */
  readonly bytes: number | null;
}

interface Memory {
  /** Epoch ms of this visit, and of the one before. */
  readonly visitedAt: number | null;
  readonly visitedBefore: number | null;
  readonly copies: Readonly<Record<string, CopyNote>>;
}

const KEY = 'gdb-sync';
const NOTHING: Memory = { visitedAt: null, visitedBefore: null, copies: {} };
/** A page that is opened so soon again is the same visit. */
const ONE_VISIT_MS = 30 * 60_000;

export class Visits {
  readonly #which: string;

  /** `which` copy: service and geodatabase name. */
  constructor(which: string) {
    this.#which = which;
  }

  /** Notes this visit; the one before it, in epoch ms, or null. */
  begin(now: number): number | null {
    const known = read();
    const isNew = known.visitedAt === null || now - known.visitedAt > ONE_VISIT_MS;
    const visitedBefore = isNew ? known.visitedAt : known.visitedBefore;
    write({ ...known, visitedAt: now, visitedBefore });
    return visitedBefore;
  }

  get copy(): CopyNote | null {
    return read().copies[this.#which] ?? null;
  }

  /** Null: it was removed by a person, and is not missing. */
  note(copy: CopyNote | null): void {
    const memory = read();
    const others = Object.entries(memory.copies).filter(([which]) => which !== this.#which);
    write({ ...memory, copies: Object.fromEntries(copy === null ? others : [...others, [this.#which, copy]]) });
  }
}

function read(): Memory {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Memory> | null;
    const time = (value: unknown): number | null => (typeof value === 'number' ? value : null);
    const { visitedAt, visitedBefore, copies } = found ?? {};
    return { visitedAt: time(visitedAt), visitedBefore: time(visitedBefore), copies: copies ?? {} };
  } catch {
    // Denied, or written by somebody else.
    return NOTHING;
  }
}

function write(memory: Memory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // Denied or full: then nothing is remembered.
  }
}

import type { Database } from '../database/driver.js';
import { readMeta, writeMeta } from '../database/schema.js';
import { parseJson, toJsonText } from '../json.js';
import type { Feature } from './layer-definition.js';

/** What a change was made to. */
export type ChangeKind = 'feature' | 'attachment';

/** One entry of the log, as it is written. */
export interface NewChange {
  readonly layer: number;
  readonly kind: ChangeKind;
  readonly globalId: string;
  readonly op: 'insert' | 'update' | 'delete';
  /** the row before it, null for an insert; of an attachment only its parent is kept */
  readonly before: Feature | { parent: string } | null;
  /** whether the service wrote something of its own into the row */
  readonly tracked: boolean;
  readonly author: Author;
}

/** Who makes a change: which replica in which call. Edits outside of any sync have no replica. */
export interface Author {
  readonly user: string | null;
  readonly replica: string | null;
  readonly call: number;
  readonly now: number;
}

/** A row or attachment that changed. */
export type Changed = Pick<NewChange, 'layer' | 'kind' | 'globalId'>;

/** What became of one row since a generation. */
export interface RowHistory {
  readonly globalId: string;
  /** the row as it was at that generation, null when it was not there yet */
  readonly before: Feature | { parent: string } | null;
  /** every change since then was made by the replica asked for */
  readonly allOwn: boolean;
  /** every change since then was made in the call asked for */
  readonly allThisCall: boolean;
  readonly tracked: boolean;
}

/**
 * The memory of the service: one entry, and so one generation, per changed row. What a replica has to learn is
 * computed from the rows as they were at its generation and as they are now.
 */
export class ChangeLog {
  readonly #db: Database;
  readonly #prefix: string;

  /** @param prefix of the tables of a version; the default one has none */
  constructor(db: Database, prefix = '') {
    this.#db = db;
    this.#prefix = prefix;
  }

  /** The generation that the service is at. */
  get current(): number {
    return Number(this.#db.get('SELECT seq FROM sqlite_sequence WHERE name = ?', [`${this.#prefix}change`])?.['seq']);
  }

  /** The oldest generation from which changes can still be told. */
  get minimum(): number {
    return Number(readMeta(this.#db, `${this.#prefix}minServerGen`));
  }

  append({ layer, kind, globalId, op, before, tracked, author }: NewChange): void {
    this.#db.run(
      `INSERT INTO ${this.#prefix}change (layer, kind, gid, op, replica, call, tracked, before, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        layer,
        kind,
        globalId,
        op,
        author.replica,
        author.call,
        Number(tracked),
        before === null ? null : toJsonText(before),
        author.now,
      ],
    );
  }

  /** @returns a number that no earlier call had */
  nextCall(): number {
    const call = Number(readMeta(this.#db, 'call') ?? 0) + 1;
    writeMeta(this.#db, 'call', String(call));
    return call;
  }

  /** @returns the rows of a layer that changed after the generation, in the order of their first change */
  since(
    generation: number,
    of: { layer: number; kind: ChangeKind; upTo?: number | undefined },
    author?: Author,
  ): RowHistory[] {
    const rows = this.#db.all(
      `SELECT * FROM ${this.#prefix}change WHERE layer = ? AND kind = ? AND gen > ? AND gen <= ? ORDER BY gen`,
      [of.layer, of.kind, generation, of.upTo ?? Number.MAX_SAFE_INTEGER],
    );
    const histories = new Map<string, { -readonly [key in keyof RowHistory]: RowHistory[key] }>();
    for (const row of rows) {
      const globalId = String(row['gid']);
      const before = row['before'];
      let history = histories.get(globalId);
      if (history === undefined) {
        const image = typeof before === 'string' ? (parseJson(before) as Feature) : null;
        histories.set(
          globalId,
          (history = { globalId, before: image, allOwn: true, allThisCall: true, tracked: false }),
        );
      }
      history.allOwn &&= typeof author?.replica === 'string' && row['replica'] === author.replica;
      history.allThisCall &&= row['call'] === author?.call;
      history.tracked ||= row['tracked'] === 1;
    }
    return [...histories.values()];
  }

  /** @returns what changed after a generation, each once, but for what came from this author */
  changed(generation: number, except: string | null = null): Changed[] {
    const rows = this.#db.all(
      `SELECT DISTINCT layer, kind, gid FROM ${this.#prefix}change WHERE gen > ? AND replica IS NOT ? ORDER BY gen`,
      [generation, except ?? ''],
    );
    return rows.map((row) => ({
      layer: Number(row['layer']),
      kind: row['kind'] as ChangeKind,
      globalId: String(row['gid']),
    }));
  }

  /** @returns the last generation before a moment, the oldest usable one where there was none */
  lastBefore(time: number): number {
    const gen = this.#db.get(`SELECT max(gen) AS gen FROM ${this.#prefix}change WHERE time < ?`, [time])?.['gen'];
    return gen == null ? this.minimum : Number(gen);
  }

  /** Forgets what happened up to a generation, as the clean-up of change tracking does: older replicas become stale. */
  forget(generation: number): void {
    this.#db.run(`DELETE FROM ${this.#prefix}change WHERE gen <= ?`, [generation]);
    writeMeta(this.#db, `${this.#prefix}minServerGen`, String(generation));
  }
}

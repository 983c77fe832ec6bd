/** What the store promises about rows, in the plainest words: a Map, and for each row what the service last said and which edits are not settled. */
import type { FeatureOperation } from '../../src/shared/records.js';

export interface ModelRow {
  readonly name: string;
  readonly count: number;
  readonly x: number;
}

export interface ModelEdit {
  readonly n: number;
  readonly operation: FeatureOperation;
  readonly change: Partial<ModelRow>;
}

interface Unsettled extends Omit<ModelEdit, 'change'> {
  change: ModelEdit['change'];
  /** Order of the log. */
  seq: number;
  /** The issue that holds it; null while in the log. */
  issue: object | null;
}

export class Model {
  /** What the service last said. */
  readonly known = new Map<number, ModelRow>();
  /** Rows of `known` that the service deleted, kept because of unsettled edits. */
  readonly deleted = new Set<number>();
  unsettled: Unsettled[] = [];
  /** Highest seq of the open attempt. */
  frozen: number | null = null;
  #seq = 0;

  of(n: number): Unsettled[] {
    return this.unsettled.filter((edit) => edit.n === n).sort((a, b) => a.seq - b.seq);
  }

  log(): Unsettled[] {
    return this.unsettled.filter((edit) => edit.issue === null).sort((a, b) => a.seq - b.seq);
  }

  /** In the order in which they came. */
  issues(): object[] {
    return [...new Set(this.unsettled.flatMap((edit) => (edit.issue ? [edit.issue] : [])))];
  }

  visible(n: number): ModelRow | null {
    const edits = this.of(n);
    if (edits.length === 0 && this.deleted.has(n)) return null;
    return fold(this.known.get(n) ?? null, edits);
  }

  edit(edit: ModelEdit): void {
    const { n, operation } = edit;
    const before = this.visible(n);
    if ((operation === 'add') !== (before === null)) return;
    if (operation === 'add') {
      this.#append(edit);
      return;
    }
    if (operation === 'delete' && this.#isOnlyHere(n)) {
      this.#forget(n);
      return;
    }
    const change = Object.fromEntries(
      Object.entries(edit.change).filter(([key, value]) => before?.[key as keyof ModelRow] !== value),
    );
    if (operation === 'update' && Object.keys(change).length === 0) return;
    this.#reopen(this.of(n).filter((other) => other.issue));
    this.#append({ ...edit, change });
  }

  receive(rows: ReadonlyMap<number, ModelRow>, deletes: readonly number[]): void {
    for (const n of deletes) {
      if (!this.known.has(n)) continue;
      if (this.of(n).length > 0) this.deleted.add(n);
      else this.known.delete(n);
    }
    for (const [n, row] of rows) {
      this.known.set(n, row);
      this.deleted.delete(n);
    }
  }

  replace(rows: ReadonlyMap<number, ModelRow>): void {
    this.receive(
      rows,
      [...this.known.keys()].filter((n) => !rows.has(n)),
    );
  }

  freeze(): void {
    this.frozen = this.#seq;
  }

  /** Edits of a row that the open attempt carried. */
  carried(n: number): Unsettled[] {
    return this.of(n).filter((edit) => edit.issue === null && edit.seq <= (this.frozen ?? 0));
  }

  settle(n: number, verdict: 'sent' | 'refused'): void {
    const carried = this.carried(n);
    if (carried.length === 0) return;
    const operation = operationOf(carried);
    if (operation === 'void') {
      this.#settled(n, carried);
      return;
    }
    if (verdict === 'sent') {
      const after = fold(this.known.get(n) ?? null, carried);
      if (operation !== 'delete') this.#supersede(n, carried);
      if (after) this.known.set(n, after);
      else this.known.delete(n);
      this.deleted.delete(n);
      this.unsettled = this.unsettled.filter((edit) => !carried.includes(edit));
      if (operation === 'delete') this.#afterDelete(n, carried);
      return;
    }
    const later = this.of(n).filter((edit) => edit.issue === null && !carried.includes(edit));
    const joins = operation === 'add' && !this.known.has(n) ? later : [];
    if (joins.at(-1)?.operation === 'delete') {
      this.#forget(n);
      return;
    }
    const issue = {};
    for (const edit of [...carried, ...joins]) edit.issue = issue;
  }

  /** Takes back the last edit of the row that is not sent. */
  undo(n: number): 'done' | 'edit-not-found' | 'busy' {
    const last = this.log()
      .filter((edit) => edit.n === n)
      .at(-1);
    if (!last) return 'edit-not-found';
    if (last.seq <= (this.frozen ?? 0)) return 'busy';
    if (last.operation === 'add' && !this.known.has(n)) this.#forget(n);
    else this.#settled(n, [last]);
    return 'done';
  }

  retry(issue: object): void {
    this.#reopen(this.unsettled.filter((edit) => edit.issue === issue));
  }

  discard(issue: object): void {
    const edits = this.unsettled.filter((edit) => edit.issue === issue);
    const n = edits[0]!.n;
    if (!this.known.has(n) && edits.some((edit) => edit.operation === 'add')) {
      this.#forget(n);
      return;
    }
    this.#settled(n, edits);
  }

  #append(edit: ModelEdit): void {
    this.unsettled.push({ ...edit, seq: ++this.#seq, issue: null });
  }

  /** Back to the end of the log, with everything of the row that came after and is not frozen. */
  #reopen(edits: readonly Unsettled[]): void {
    if (edits.length === 0) return;
    const n = edits[0]!.n;
    const all = edits.some((edit) => edit.operation === 'add') ? this.of(n).filter((edit) => edit.issue) : edits;
    const oldest = Math.min(...all.map((edit) => edit.seq));
    const isFrozen = (edit: Unsettled) => edit.seq <= (this.frozen ?? 0);
    const later = this.of(n).filter((edit) => edit.issue === null && edit.seq > oldest && !isFrozen(edit));
    const frozen = this.carried(n);
    for (const edit of [...all, ...later].sort((a, b) => a.seq - b.seq)) {
      if (!this.#strip(edit, frozen)) continue;
      edit.issue = null;
      edit.seq = ++this.#seq;
    }
  }

  /** What was refused before says no more what the sent edits say anew. */
  #supersede(n: number, sent: readonly Unsettled[]): void {
    for (const edit of this.of(n).filter((one) => one.issue)) this.#strip(edit, sent);
  }

  /** False when nothing is left of the edit. */
  #strip(edit: Unsettled, others: readonly Unsettled[]): boolean {
    const later = others.filter((other) => other.seq > edit.seq && other.operation !== 'delete');
    if (later.length === 0) return true;
    const said = new Set(later.flatMap((other) => Object.keys(other.change)));
    const change = Object.fromEntries(Object.entries(edit.change).filter(([name]) => !said.has(name)));
    const isGone =
      edit.operation === 'delete' ||
      later.some((other) => other.operation === 'add') ||
      (edit.operation === 'update' && Object.keys(change).length === 0);
    if (isGone) this.unsettled = this.unsettled.filter((other) => other !== edit);
    edit.change = change;
    return !isGone;
  }

  #isOnlyHere(n: number): boolean {
    const edits = this.of(n);
    if (this.known.has(n) || edits.length === 0) return false;
    if (edits.some((edit) => edit.issue && edit.operation === 'add')) return true;
    return this.carried(n).length === 0;
  }

  #afterDelete(n: number, sent: readonly Unsettled[]): void {
    const last = Math.max(...sent.map((edit) => edit.seq));
    const isAddedAgain = this.of(n).some((edit) => edit.issue === null && edit.operation === 'add');
    if (!isAddedAgain) {
      this.#forget(n);
      return;
    }
    const moot = this.issues().filter((issue) => this.of(n).every((edit) => edit.issue !== issue || edit.seq < last));
    this.unsettled = this.unsettled.filter((edit) => edit.n !== n || !edit.issue || !moot.includes(edit.issue));
  }

  #settled(n: number, edits: readonly Unsettled[]): void {
    this.unsettled = this.unsettled.filter((edit) => !edits.includes(edit));
    if (this.of(n).length === 0 && this.deleted.delete(n)) this.known.delete(n);
  }

  #forget(n: number): void {
    this.unsettled = this.unsettled.filter((edit) => edit.n !== n);
    this.known.delete(n);
    this.deleted.delete(n);
  }
}

/** What several edits of one row amount to when they are sent. */
export function operationOf(edits: readonly ModelEdit[]): FeatureOperation | 'void' {
  const existed = edits[0]!.operation !== 'add';
  const exists = edits.at(-1)!.operation !== 'delete';
  if (!existed && !exists) return 'void';
  return !exists ? 'delete' : existed ? 'update' : 'add';
}

function fold(row: ModelRow | null, edits: readonly ModelEdit[]): ModelRow | null {
  let now = row;
  for (const { operation, change } of edits) {
    if (operation === 'delete') now = null;
    else if (operation === 'add') now = { ...(now ?? { name: '', count: 0, x: 0 }), ...change };
    else now = now && { ...now, ...change };
  }
  return now;
}

import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { PendingEdit } from '../../src/shared/records.js';
import { BadService } from './support/bad-service.js';
import { add, attach, id, remove, update } from './support/samples.js';
import { story, syncOnce, withoutKnownWindows } from './support/story.js';
import type { Deed } from './support/story.js';
import { SETTLE_MS, World } from './support/world.js';

/** Lets promises run until something is so: nothing in a story waits for real time. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (isSo()) return;
    await Promise.resolve();
  }
  throw new Error('The sync does nothing any more.');
}

/** A person who makes edits here, and what the service should have in the end. */
class Person {
  readonly rows = new Map<string, number>();
  readonly photos = new Set<string>();
  readonly #world: World;
  #seq = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Does what is possible now; the log gets what the store would put into it. */
  do({ kind, n, value }: Deed): void {
    const isThere = this.rows.has(id(n));
    if (kind === 'add' ? isThere : !isThere) return;
    // A new edit of what was refused is its correction.
    if (kind !== 'photo' && kind !== 'delete') this.retryIssues((globalId) => globalId === id(n));
    const seq = (this.#seq += 1);
    const make = (): PendingEdit => {
      if (kind === 'add') return add(seq, n, { NAME: `v${value}` });
      if (kind === 'update') return update(seq, n, { NAME: `v${value}` });
      return kind === 'delete' ? remove(seq, n) : attach(seq, 1000 + seq, { n });
    };
    if (kind === 'photo') {
      this.#world.store.photo(1000 + seq, n, { contentVersion: seq });
      this.photos.add(id(1000 + seq));
    } else if (kind === 'delete') {
      this.rows.delete(id(n));
      for (const edit of this.#editsOf(n)) this.photos.delete(edit.attachmentGlobalId ?? '');
      if (this.#isOnlyHere(n)) {
        this.#forget(n);
        return;
      }
    } else this.rows.set(id(n), value);
    this.#world.store.edit(make());
  }

  #editsOf(n: number): readonly PendingEdit[] {
    const { log, issues } = this.#world.store;
    return [...log, ...issues.flatMap((issue) => issue.edits as PendingEdit[])].filter(
      (edit) => edit.globalId === id(n),
    );
  }

  /** As the store sees it: added here, and in no request of unknown fate. */
  #isOnlyHere(n: number): boolean {
    const edits = this.#editsOf(n);
    const isNew = edits[0]?.operation === 'add' && !this.#world.store.rows.has(`0/${id(n)}`);
    return isNew && !edits.some((edit) => this.#isCovered(edit));
  }

  #isCovered({ seq }: PendingEdit): boolean {
    return this.#world.store.attempts.some(
      (attempt) => attempt.kind === 'sync' && seq <= attempt.throughSeq && !attempt.heldSeqs.includes(seq),
    );
  }

  #forget(n: number): void {
    const { store } = this.#world;
    for (const edit of this.#editsOf(n)) store.attachments.delete(edit.attachmentGlobalId ?? '');
    store.log = store.log.filter((edit) => edit.globalId !== id(n));
    store.issues = store.issues.filter((issue) => issue.globalId !== id(n));
  }

  /** Sends again what was refused: it goes to the end of the log, and what was done to the same features later stays behind it. */
  retryIssues(of: (globalId: string) => boolean = () => true): void {
    const { store } = this.#world;
    const reopened = store.issues.filter((issue) => of(issue.globalId));
    store.issues = store.issues.filter((issue) => !reopened.includes(issue));
    const refused = reopened.flatMap((issue) => issue.edits as PendingEdit[]);
    const later = store.log.filter((edit) =>
      refused.some((one) => one.globalId === edit.globalId && edit.seq > one.seq && !this.#isCovered(edit)),
    );
    const moving = [...refused, ...later].sort((a, b) => a.seq - b.seq);
    store.log = store.log.filter((edit) => !moving.includes(edit));
    store.edit(...moving.map((edit) => ({ ...edit, seq: (this.#seq += 1) })));
  }
}

describe('bad days', () => {
  it('whatever happens to requests, pages and jobs: in the end everything is on the service, once', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(story, async ({ unique, fates, days, meanwhile }) => {
        const world = new World();
        const service = new BadService(world, { fates: withoutKnownWindows({ unique, fates, meanwhile }), unique });
        const person = new Person(world);
        world.onJournal = () => {
          for (const { before, deed } of meanwhile) if (before === world.journal.length) person.do(deed);
        };
        for (const day of days) {
          for (const one of day) person.do(one);
          await syncOnce(world, service, until);
          // By the next day every old request has been performed.
          service.tick(world.clock.now() + SETTLE_MS);
          world.clock.advance(SETTLE_MS);
        }
        for (let round = 0; round < 30 && !isDone(world); round += 1) {
          person.retryIssues();
          await syncOnce(world, service, until);
        }
        expect(world.store.log, 'nothing is left').to.deep.equal([]);
        expect(world.store.attempts, 'nothing is unknown').to.deep.equal([]);
        const there = [...service.rows].map(([key, copies]) => [key, copies.map((copy) => copy['NAME'])]);
        const wanted = [...person.rows].map(([key, value]) => [key, [`v${value}`]]);
        expect(there.sort()).to.deep.equal(wanted.sort());
        for (const [photo, copies] of service.photos) expect(copies, photo).to.equal(1);

        for (const photo of person.photos) expect([...service.photos.keys()]).to.include(photo);

        service.becomeGood();
        world.onJournal = () => undefined;
        const before = world.service.count('synchronizeReplica');
        expect((await syncOnce(world, service, until)).kind).to.equal('completed');
        const last = world.service.seen.filter(({ operation }) => operation === 'synchronizeReplica').slice(before);
        expect(last.map(({ args }) => (args[0] as { readonly edits: unknown }).edits)).to.deep.equal([[]]);
      }),
      { numRuns: 150 },
    );
  });
});

function isDone(world: World): boolean {
  return world.store.log.length + world.store.issues.length + world.store.attempts.length === 0;
}

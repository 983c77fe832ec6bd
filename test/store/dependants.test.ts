/** Families of rows whose adds are refused, given up, brought back and given other parents: nothing that may be sent names what is not there. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { LayerSchema } from '../../src/shared/esri.js';
import { toGlobalId, toWireId, type GlobalId } from '../../src/shared/ids.js';
import { OWN_CODES, type EditIssue, type PendingEdit } from '../../src/shared/records.js';
import { sendable } from '../../src/sync/hold-back.js';
import { ada, changes, Device, id, notes, NOTES, points, POINTS, record, take } from './fixture.js';

const PARENT = 'NAME';
const related = { id: 0, name: 'Notes of a point', cardinality: 'esriRelCardinalityOneToMany', composite: false };
const layers: readonly LayerSchema[] = [
  {
    ...points,
    relationships: [{ ...related, role: 'esriRelRoleOrigin', relatedTableId: NOTES, keyField: 'GlobalID' }],
  },
  {
    ...notes,
    relationships: [{ ...related, role: 'esriRelRoleDestination', relatedTableId: POINTS, keyField: PARENT }],
  },
];
const PARENTS = [1, 2, 3];
const CHILDREN = [11, 12, 13, 14];

type Step =
  | {
      readonly kind: 'parent' | 'delete parent' | 'refuse' | 'discard' | 'restore' | 'forget' | 'retry';
      readonly n: number;
    }
  | { readonly kind: 'child'; readonly n: number; readonly parent: number }
  | { readonly kind: 'sync' | 'reload' };

const parent = fc.constantFrom(...PARENTS);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom(
        'parent',
        'parent',
        'delete parent',
        'refuse',
        'refuse',
        'discard',
        'restore',
        'forget',
        'retry',
      ),
      n: parent,
    }),
    fc.record({ kind: fc.constant('child' as const), n: fc.constantFrom(...CHILDREN), parent }),
    fc.record({ kind: fc.constantFrom('sync' as const, 'reload' as const) }),
  ),
  { minLength: 5, maxLength: 25 },
);

class Family {
  readonly device: Device;
  /** What the child says last. */
  readonly parentOf = new Map<number, number>();
  #at = 10_000;

  constructor(device: Device) {
    this.device = device;
  }

  async apply(step: Step): Promise<void> {
    const { device } = this;
    switch (step.kind) {
      case 'parent':
        await device.store.applyEdits(POINTS, { adds: [{ attributes: { GlobalID: id(step.n) } }] }, ada);
        return;
      case 'delete parent':
        await device.store.applyEdits(POINTS, { deletes: [id(step.n)] }, ada);
        return;
      case 'child':
        return this.#child(step.n, step.parent);
      case 'refuse':
        if ((await device.log()).some(({ globalId, operation }) => globalId === id(step.n) && operation === 'add'))
          await device.record(await device.refused(step.n));
        return;
      case 'discard':
        await this.#issuesOf(step.n, (ids) => device.store.markIssues(ids, this.#at));
        return;
      case 'restore':
        await this.#issuesOf(step.n, (ids) => device.store.markIssues(ids, null));
        return;
      case 'forget':
        await this.#issuesOf(step.n, (ids) => device.store.discardIssues(ids));
        return;
      case 'retry':
        await this.#issuesOf(step.n, (ids) => device.store.retryIssues(ids));
        return;
      case 'sync':
        device.epoch = await device.store.takeHold((this.#at += 1000));
        await device.store.settleDependants({ epoch: device.epoch, at: this.#at });
        return;
      case 'reload':
        await device.reload();
    }
  }

  async #child(n: number, parentNumber: number): Promise<void> {
    const attributes = { GlobalID: id(n), [PARENT]: toWireId(id(parentNumber)) };
    const isThere = this.parentOf.has(n);
    this.parentOf.set(n, parentNumber);
    await this.device.store.applyEdits(
      NOTES,
      isThere ? { updates: [{ attributes }] } : { adds: [{ attributes }] },
      ada,
    );
  }

  async #issuesOf(n: number, work: (ids: readonly number[]) => Promise<void>): Promise<void> {
    const { issues } = await this.device.store.info();
    await work(issues.filter(({ globalId }) => globalId === id(n)).map((issue) => issue.id));
    await this.device.store.settleDependants({ epoch: null, at: this.#at });
  }

  /** What a sync would send. */
  async going(): Promise<readonly PendingEdit[]> {
    const { issues, givenUp } = await this.device.store.info();
    return sendable({ edits: await this.device.log(), issues, layers, layerIds: [POINTS, NOTES], givenUp });
  }

  async issues(): Promise<readonly EditIssue[]> {
    return (await this.device.store.info()).issues;
  }
}

async function start(): Promise<Device> {
  const device = await Device.start();
  const download = await device.store.beginDownload(device.epoch, { layers });
  await device.store.stage(device.epoch, download, [changes(POINTS, {})]);
  const commit = { generations: null, lastSyncAt: 5, settleAttempt: null, take: take([POINTS, NOTES]) };
  await device.store.commitDownload(device.epoch, download, { ...commit, geodatabase: { ...record, layers } });
  return device;
}

describe('what names a feature that is given up', () => {
  it('is never sent, never lost, and comes back with it, whatever is done in whatever order', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const device = await start();
        const family = new Family(device);
        const childNamed = (globalId: GlobalId): number => CHILDREN.find((n) => id(n) === globalId) ?? 0;
        for (const step of story) {
          await family.apply(step);
          const parents = new Set((await device.log()).filter(({ layerId }) => layerId === POINTS).map(nameOf));
          for (const edit of await family.going()) {
            if (edit.layerId !== NOTES) continue;
            const named = family.parentOf.get(childNamed(edit.globalId)) ?? 0;
            const wasHere = story
              .slice(0, story.indexOf(step) + 1)
              .some((one) => one.kind === 'parent' && one.n === named);
            if (wasHere) expect(parents.has(id(named)), `${String(named)} after ${step.kind}`).to.equal(true);
          }
          const issues = await family.issues();
          for (const [n, named] of family.parentOf) {
            const logged = (await device.log()).filter(({ globalId }) => globalId === id(n));
            const aside = issues.filter(({ globalId }) => globalId === id(n));
            expect(logged.length > 0 !== aside.length > 0, `${String(n)} is in one place`).to.equal(true);
            for (const { error, givenUpParent } of aside) {
              expect(error.code).to.equal(OWN_CODES.parentGivenUp);
              expect(toGlobalId(givenUpParent ?? '')).to.equal(id(named));
            }
          }
        }
        // Every parent is there again: nothing stays aside.
        for (const n of PARENTS) {
          await family.apply({ kind: 'restore', n });
          await family.apply({ kind: 'retry', n });
          await family.apply({ kind: 'parent', n });
        }
        await family.apply({ kind: 'sync' });
        expect(await family.issues()).to.deep.equal([]);
        const sent = new Set((await family.going()).map(nameOf));
        for (const n of family.parentOf.keys()) expect(sent.has(id(n)), `${String(n)} goes`).to.equal(true);
        await device.stop();
      }),
      { numRuns: 40 },
    );
  });
});

function nameOf({ globalId }: PendingEdit): GlobalId {
  return globalId;
}

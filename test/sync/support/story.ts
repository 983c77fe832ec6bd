/** Random days: what a person does, what happens to the requests, and how pages go on until the end. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { EndState } from '../../../src/sync/state.js';
import { FATES } from './bad-service.js';
import type { BadService, Fate } from './bad-service.js';
import type { World } from './world.js';

/** What a person does between two syncs. */
export type Deed = { readonly kind: 'add' | 'update' | 'delete' | 'photo'; readonly n: number; readonly value: number };

export interface Story {
  readonly unique: boolean;
  readonly fates: readonly Fate[];
  /** One list a sync. */
  readonly days: readonly (readonly Deed[])[];
  /** Deeds in the middle of a sync, before the so-many-th thing that it writes or asks. */
  readonly meanwhile: readonly { readonly before: number; readonly deed: Deed }[];
}

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom('add', 'add', 'update', 'delete', 'photo'),
  n: fc.integer({ min: 1, max: 4 }),
  value: fc.nat(99),
});
export const story: fc.Arbitrary<Story> = fc.record({
  unique: fc.boolean(),
  fates: fc.array(fc.constantFrom(...FATES), { maxLength: 8 }),
  days: fc.array(fc.array(deed, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  meanwhile: fc.array(fc.record({ before: fc.nat(40), deed }), { maxLength: 4 }),
});

/** Syncs until the run ends, as pages do: they die, sign in, and wait. `until` lets what is ready go on until something is so. */
export async function syncOnce(
  world: World,
  service: BadService,
  until: (isSo: () => boolean) => Promise<void>,
): Promise<EndState> {
  for (let page = 0; page < 20; page += 1) {
    const running = world.sync();
    const ends: EndState[] = [];
    void running.end.then((end) => ends.push(end));
    const hasEnded = (): boolean => ends.length > 0;
    for (let step = 0; step < 200 && !hasEnded() && !service.pageKilled; step += 1) {
      await until(() => hasEnded() || service.pageKilled || world.clock.isAwaited || world.pauses.reasons.length > 0);
      world.pauses.delete('needs-auth');
      if (!hasEnded() && world.clock.isAwaited) await passTime(world, service);
    }
    if (ends[0] !== undefined) return ends[0];
    expect(service.pageKilled, 'a run ends').to.equal(true);
    service.pageKilled = false;
  }
  throw new Error('Pages die for ever.');
}

async function passTime(world: World, service: BadService): Promise<void> {
  const { ms } = await world.clock.wait();
  service.tick(world.clock.now() + ms);
  world.clock.advance(ms);
}

/**
 * Two windows that are known. An old request that is performed late may overwrite what was typed since: last in wins. And where GlobalIDs are
 * unique one look is enough, so that an add can still land after it; when its repeat is then refused for another reason and the person deletes
 * the row here, nobody tells the service.
 */
export function withoutKnownWindows({
  unique,
  fates,
  meanwhile,
}: Pick<Story, 'unique' | 'fates' | 'meanwhile'>): readonly Fate[] {
  const late: readonly Fate[] = ['late', 'page-killed-late'];
  const refused: readonly Fate[] = ['one-refused', 'rolled-back'];
  if (meanwhile.length > 0) return fates.filter((fate) => !late.includes(fate));
  const isLate = fates.some((fate) => late.includes(fate));
  return unique && isLate ? fates.filter((fate) => !refused.includes(fate)) : fates;
}

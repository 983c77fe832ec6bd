/** One seed: a story made of it, played, and made smaller where it fails. */
import fc from 'fast-check';
import type { Stage } from './stage.js';
import { duplicateAdds, storyOf, type DuplicateAdd, type Story } from './story.js';

/** Real time in which a failing story is made smaller. */
const SHRINK_MS = 90_000;

export interface SeedResult {
  readonly duplicateAdd: DuplicateAdd;
  /** What went wrong, with the smallest story of it; null where nothing did. */
  readonly failure: string | null;
}

export async function playSeed(seed: number, stage: Stage, shrinkMs: number = SHRINK_MS): Promise<SeedResult> {
  const duplicateAdd = duplicateAdds[seed % duplicateAdds.length] ?? 'error';
  const play = async (story: Story): Promise<void> => {
    const findings = await stage.play(story);
    if (findings.length > 0) throw new Error(findings.map(({ kind, words }) => `${kind}: ${words}`).join('\n'));
  };
  const result = await fc.check(fc.asyncProperty(storyOf(duplicateAdd), play), {
    seed,
    numRuns: 1,
    ...(shrinkMs === 0 ? { endOnFailure: true } : { interruptAfterTimeLimit: shrinkMs, markInterruptAsFailure: true }),
  });
  if (!result.failed) return { duplicateAdd, failure: null };
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : 'out of time';
  return { duplicateAdd, failure: `${why}\n${JSON.stringify(result.counterexample?.[0])}` };
}

/** Work that must come to its end. */
import type { Finding } from './checker.js';

/** What the work found; that it is hung, when it takes longer or breaks off. */
export async function within(ms: number, work: Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => {
      resolve([{ kind: 'hung', words: `nothing after ${String(ms / 1000)} s` }]);
    }, ms);
  });
  const found = work.catch((error: unknown): readonly Finding[] => [
    { kind: 'hung', words: String(error).split('\n')[0] ?? '' },
  ]);
  const first = await Promise.race([found, late]);
  clearTimeout(timer);
  return first;
}

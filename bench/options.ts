/** The command line. */
import { parseArgs } from 'node:util';
import { WISHES, type Wish } from './scenarios/scene.js';
import { STORE_NAMES, type StoreName } from './stores.js';

export interface Options {
  /** Points. */
  readonly n: number;
  /** Lines, and polygons; 0 for none. */
  readonly shapes: number;
  readonly rounds: number;
  readonly wants: ReadonlySet<Wish>;
  readonly stores: ReadonlySet<StoreName>;
  /** Minutes after which the slow ones are not measured again. */
  readonly minutes: number;
  /** End non-zero when a figure falls short. */
  readonly check: boolean;
  /** Write docs/performance.md, its image, and the reference. */
  readonly publish: boolean;
  /** Report on this earlier result instead of measuring. */
  readonly from: string | null;
}

export const USAGE = `npm run bench -- [options]
  --n 1000000          points (100000)
  --shapes 0           lines, and polygons (20000; none when there are more than 200000 points)
  --rounds 1           repetitions, each in a fresh profile (3)
  --only=load,sync     some of ${WISHES.join(', ')}
  --stores=dexie       gdb-sync and some of ${STORE_NAMES.filter((name) => name !== 'gdb-sync').join(', ')}
  --minutes 20         when so much time is gone, slow peers are not measured again (10; no limit above 200000 points)
  --check              end with an error that names each figure that falls short
  --publish            write docs/performance.md, its image and bench/results/reference.json
  --from=file.json     report on an earlier result instead of measuring`;

/** Layers above this size are measured without the peers that would take all day. */
const LARGE = 200_000;

/** Throws an Error with the usage for what is no option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: 'string', default: '100000' },
      shapes: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: WISHES.join(',') },
      stores: { type: 'string', default: STORE_NAMES.join(',') },
      minutes: { type: 'string' },
      check: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      from: { type: 'string' },
    },
  });
  const n = wholeNumber('n', values.n, 1_000);
  return {
    n,
    wants: new Set(namesOf('only', values.only, WISHES)),
    stores: new Set(['gdb-sync' as const, ...namesOf('stores', values.stores, STORE_NAMES)]),
    shapes: wholeNumber('shapes', values.shapes ?? String(n > LARGE ? 0 : Math.min(20_000, n)), 0),
    rounds: wholeNumber('rounds', values.rounds, 1),
    minutes: values.minutes === undefined ? (n > LARGE ? Infinity : 10) : wholeNumber('minutes', values.minutes, 1),
    check: values.check,
    publish: values.publish,
    from: values.from ?? null,
  };
}

function namesOf<T extends string>(option: string, list: string, known: readonly T[]): readonly T[] {
  return list.split(',').map((name) => {
    const found = known.find((one) => one === name.trim());
    if (found === undefined) throw new Error(`--${option}: "${name}" is none of ${known.join(', ')}`);
    return found;
  });
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least)
    throw new Error(`--${name}: a whole number from ${String(least)} on, not "${text}"`);
  return number;
}

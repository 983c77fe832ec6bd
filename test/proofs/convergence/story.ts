/** Random stories of several clients of one service: what they do, and what goes wrong. */
import fc from 'fast-check';

/** What a service does with an add whose GlobalID is there already. */
export const duplicateAdds = ['error', 'update', 'duplicate'] as const;
export type DuplicateAdd = (typeof duplicateAdds)[number];

export type Step =
  | { readonly do: 'add' | 'update' | 'delete' | 'photo' | 'inspect'; readonly client: number; readonly n: number }
  /** `wait`: real milliseconds before the next step, whether it is done by then or not. */
  | { readonly do: 'sync' | 'send'; readonly client: number; readonly wait: number }
  | { readonly do: 'reload' | 'cancel'; readonly client: number }
  | { readonly do: 'clock'; readonly minutes: number }
  | { readonly do: 'fault'; readonly fault: Readonly<Record<string, unknown>> };

export interface Story {
  readonly duplicateAdd: DuplicateAdd;
  readonly clients: number;
  readonly steps: readonly Step[];
}

const client = fc.nat(2);
const n = fc.nat(30);

const edit: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('add', 'add', 'update', 'update', 'update', 'delete', 'photo', 'inspect'),
  client,
  n,
});
const sync: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('sync', 'sync', 'sync', 'send'),
  client,
  wait: fc.constantFrom(0, 30, 120, 600),
});
const disturbance: fc.Arbitrary<Step> = fc.record({ do: fc.constantFrom('reload', 'reload', 'cancel'), client });
const clock: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('clock' as const),
  minutes: fc.constantFrom(-1440, -5, 5, 60, 1440),
});

const operations = ['synchronizeReplica', 'synchronizeReplica', 'synchronizeReplica', 'query', 'upload', 'service'];
/** Kinds that every service can be struck with; `late` ones go on for less than the wait before a second look. */
const kinds = [
  { kind: 'dropBeforeCommit' },
  { kind: 'cutBody', atByte: 0 },
  { kind: 'cutBody', atByte: 300 },
  { kind: 'slow', delayMs: 100 },
  { kind: 'slow', delayMs: 100, when: 'after' },
  { kind: 'commitAfterClientGaveUp', delayMs: 60 },
  { kind: 'captivePortal' },
  { kind: 'captivePortal', when: 'after' },
  { kind: 'httpStatus', status: 503, retryAfter: 2 },
  { kind: 'httpStatus', status: 500, when: 'after' },
  { kind: 'jsonError', code: 500, when: 'after' },
  { kind: 'token498' },
];
/** By these a request arrives twice: on a service that makes two rows of one GlobalID no client can keep it from doubling. */
const twice = [
  { kind: 'deliverTwice' },
  { kind: 'deliverTwice', concurrently: true },
  { kind: 'dropReplyAfterCommit' },
];

function fault(duplicateAdd: DuplicateAdd): fc.Arbitrary<Step> {
  const possible = duplicateAdd === 'duplicate' ? kinds : [...kinds, ...twice];
  return fc
    .record({
      operation: fc.constantFrom(...operations),
      occurrence: fc.integer({ min: 1, max: 3 }),
      kind: fc.constantFrom(...possible),
    })
    .map(({ operation, occurrence, kind }) => ({ do: 'fault', fault: { operation, occurrence, ...kind } }));
}

export function storyOf(duplicateAdd: DuplicateAdd): fc.Arbitrary<Story> {
  const step = fc.oneof(
    { weight: 8, arbitrary: edit },
    { weight: 5, arbitrary: sync },
    { weight: 4, arbitrary: fault(duplicateAdd) },
    { weight: 2, arbitrary: disturbance },
    { weight: 1, arbitrary: clock },
  );
  return fc.record({
    duplicateAdd: fc.constant(duplicateAdd),
    clients: fc.constantFrom(2, 2, 3),
    steps: fc.array(step, { minLength: 4, maxLength: 24, size: 'max' }),
  });
}

/** Collects tests instead of running them: `describe`, `it` and the hooks of node:test and of mocha, as far as the tests of service and emulator use them. */

type Work = () => unknown;

interface Suite {
  readonly name: string;
  readonly parent: Suite | null;
  readonly before: Work[];
  readonly after: Work[];
  readonly beforeEach: Work[];
  readonly afterEach: Work[];
  hasBegun: boolean;
}

/** One test of a file. */
export interface CollectedTest {
  /** `create-replica: createReplica as it is sent, says everything`: file, suites, test. */
  readonly id: string;
  /** Runs it, with the hooks around it, for so many milliseconds at most. Resolves to the failure, null when it passed. */
  run(withinMs?: number): Promise<Error | null>;
}

const TIMEOUT_MS = 30_000;

/** Each service that a test makes stays in memory until its emulator ends. */
const RUNS_BEFORE_END = 60;
let runs = 0;

const root = (name: string): Suite => makeSuite(name, null);
const suites: Suite[] = [];
let tests: CollectedTest[] = [];
let current: Suite = root('');

function makeSuite(name: string, parent: Suite | null): Suite {
  const suite = { name, parent, before: [], after: [], beforeEach: [], afterEach: [], hasBegun: false };
  suites.push(suite);
  return suite;
}

/** Loads a file and takes what it declares. `name` begins the ids of its tests. */
export async function collectFile(name: string, load: () => Promise<unknown>): Promise<readonly CollectedTest[]> {
  current = root(name);
  tests = [];
  await load();
  return tests;
}

/** Runs the `after` hooks of all that began, the innermost first. A test that runs later begins them anew. */
export async function endAll(): Promise<void> {
  for (const suite of [...suites].reverse().filter(({ hasBegun }) => hasBegun)) {
    suite.hasBegun = false;
    for (const work of suite.after) await work();
  }
}

export function describe(name: string, body: Work): void {
  const outer = current;
  current = makeSuite(name, outer);
  body();
  current = outer;
}

export function it(name: string, ...rest: readonly unknown[]): void {
  const suite = current;
  const body = rest.at(-1) as (context: object) => unknown;
  tests.push({ id: idOf(suite, name), run: (withinMs = TIMEOUT_MS) => runTest(suite, body, withinMs) });
}

export const test = it;
export const suite = describe;
export const before = (work: Work): void => void current.before.push(work);
export const after = (work: Work): void => void current.after.push(work);
export const beforeEach = (work: Work): void => void current.beforeEach.push(work);
export const afterEach = (work: Work): void => void current.afterEach.push(work);

Object.assign(globalThis, { describe, it, before, after, beforeEach, afterEach });

function chain(suite: Suite): readonly Suite[] {
  return suite.parent === null ? [suite] : [...chain(suite.parent), suite];
}

function idOf(suite: Suite, name: string): string {
  const [file, ...names] = [...chain(suite).map((one) => one.name), name];
  return `${file}: ${names.join(', ')}`;
}

async function runTest(suite: Suite, body: (context: object) => unknown, withinMs: number): Promise<Error | null> {
  runs += 1;
  if (runs % RUNS_BEFORE_END === 0) await endAll();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${String(withinMs)} ms`)), withinMs);
  });
  try {
    await Promise.race([runBody(suite, body), late]);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}

async function runBody(suite: Suite, body: (context: object) => unknown): Promise<void> {
  const suites = chain(suite);
  for (const one of suites.filter(({ hasBegun }) => !hasBegun)) {
    one.hasBegun = true;
    for (const work of one.before) await work();
  }
  try {
    for (const one of suites) for (const work of one.beforeEach) await work();
    await body({});
  } finally {
    for (const one of [...suites].reverse()) for (const work of one.afterEach) await work();
  }
}

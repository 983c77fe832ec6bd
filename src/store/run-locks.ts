/**
 * Whoever reads a run in several transactions holds its Web Lock in shared mode; whoever deletes a run that is listed no more needs it alone.
 * A tab that goes away lets go of its locks by itself.
 */
import { getRuns } from './run-list.js';
import { read, type Session } from './work.js';

/** Runs that stay on disk until `release`, listed or not. */
export interface HeldRuns {
  readonly numbers: ReadonlySet<number>;
  release(): void;
}

/** Holds the runs that a layer lists now. Whoever goes on with them looks first whether it still lists no others. */
export async function holdRuns(session: Session, layerId: number): Promise<HeldRuns> {
  const { runs } = await read(session, ['meta'], (tx) => getRuns(tx, layerId));
  const releases = await Promise.all(runs.map(({ n }) => hold(lockName(session, n))));
  return {
    numbers: new Set(runs.map(({ n }) => n)),
    release: () => {
      for (const release of releases) release();
    },
  };
}

/** Runs `body` while nobody holds the run; false when somebody does. */
export async function ifUnheld(session: Session, run: number, body: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(lockName(session, run), { ifAvailable: true }, async (lock) => {
    if (lock) await body();
    return lock !== null;
  });
}

function lockName({ name }: Session, run: number): string {
  return `${name}/run/${String(run)}`;
}

/** Resolves with the way to let go. */
function hold(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(
        name,
        { mode: 'shared' },
        () =>
          new Promise<void>((release) => {
            resolve(release);
          }),
      )
      .catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}

/**
 * Large replies are taken in, and layers packed anew, by a worker where the page allows one, everything else here, by the same code. Queries and edits stay with the
 * page: they would only wait for the worker, and their rows would be copied twice.
 */
import { GdbError } from '../shared/errors.js';
import { RemoteLoader } from './worker/remote-loader.js';
import type { LoadPort } from './worker/protocol.js';
import { startWorker } from './worker/start-worker.js';

export interface SplitLoader extends LoadPort {
  /** A large reply is likely: starts the worker, so that the reply does not wait for it. */
  readonly prepare: () => void;
  readonly close: () => void;
}

/** `worker`: where its script is; null for none. */
export function splitLoader(name: string, here: LoadPort, worker: URL | null | undefined): SplitLoader {
  let starting: Promise<RemoteLoader | null> | null = worker === null ? Promise.resolve(null) : null;
  const elsewhere = new Map<number, RemoteLoader>();
  let stops = 0;
  const start = async (): Promise<RemoteLoader | null> => {
    const started = await startWorker(worker ?? undefined);
    return started && RemoteLoader.open(started, name).catch(() => null);
  };
  const remote = async (): Promise<RemoteLoader | null> => {
    if ((await starting)?.isLost === true) starting = null;
    return (starting ??= start());
  };
  const at = (downloadId: number): LoadPort => elsewhere.get(downloadId) ?? here;
  return {
    prepare: () => void remote(),
    beginDownload: async (epoch, download) => {
      // Without a body there is little to do.
      const there = download.bodyBytes === undefined ? null : await remote();
      const id = await (there ?? here).beginDownload(epoch, download);
      if (there) elsewhere.set(id, there);
      return id;
    },
    feed: (epoch, downloadId, bytes) => at(downloadId).feed(epoch, downloadId, bytes),
    endOfBody: (epoch, downloadId) => at(downloadId).endOfBody(epoch, downloadId),
    stage: (epoch, downloadId, layers) => at(downloadId).stage(epoch, downloadId, layers),
    commitDownload: async (epoch, downloadId, commit) => {
      const summary = await at(downloadId).commitDownload(epoch, downloadId, commit);
      elsewhere.delete(downloadId);
      return summary;
    },
    dropDownload: async (epoch, downloadId) => {
      const there = at(downloadId);
      elsewhere.delete(downloadId);
      await there.dropDownload(epoch, downloadId);
    },
    compact: async (...args) => {
      const before = stops;
      const there = await remote();
      if (before !== stops) throw new GdbError('aborted', 'Something else is to be done first.');
      await (there ?? here).compact(...args);
    },
    stopCompaction: async () => {
      stops++;
      await Promise.all([here.stopCompaction(), (await starting)?.stopCompaction()]);
    },
    close: () => {
      void starting?.then((there) => there?.close());
      starting = Promise.resolve(null);
    },
  };
}

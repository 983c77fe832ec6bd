/** A worker that takes in layers, and goes away without a word, as browsers end one for lack of memory. */
import { expect } from '@open-wc/testing';
import { RemoteLoader } from '../../../src/store/worker/remote-loader.js';

const SCRIPT = new URL('/src/store/worker/store.worker.ts', location.href);

/** A worker that has said hello, however long its modules took to come. */
async function start(): Promise<Worker> {
  const worker = new Worker(SCRIPT, { type: 'module' });
  await new Promise((resolve) => {
    worker.addEventListener('message', resolve, { once: true });
  });
  return worker;
}

describe('a worker that takes in layers', () => {
  it('and is killed alone owes no answer for ever: what waits for it fails, worth another try', async () => {
    const worker = await start();
    const loader = await RemoteLoader.open(worker, `killed-${crypto.randomUUID()}`, 100);
    worker.terminate();
    const error = await loader.stopCompaction().catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'storage-lost', retryable: true });
    expect(loader.isLost).to.equal(true);
    const later = await loader.stopCompaction().catch((thrown: unknown) => thrown);
    expect(later).to.include({ code: 'storage-lost' });
  });

  it('and is at work says that it is there, however long that takes', async () => {
    const name = `held-${crypto.randomUUID()}`;
    const worker = await start();
    // A database that somebody else upgrades is waited for.
    const upgrade = indexedDB.open(name, 1);
    let isOver = false;
    upgrade.onupgradeneeded = () => {
      const store = upgrade.result.createObjectStore('x');
      const keepOpen = (): void => {
        if (!isOver) store.get(1).onsuccess = keepOpen;
      };
      keepOpen();
    };
    let said = 'nothing yet';
    const opening = RemoteLoader.open(worker, name, 200).then(
      () => (said = 'opened'),
      (error: unknown) => (said = String(error)),
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(said).to.equal('nothing yet');
    isOver = true;
    upgrade.onsuccess = () => {
      upgrade.result.close();
    };
    await opening;
    expect(said).not.to.include('no sign of life');
  }).timeout(10_000);
});

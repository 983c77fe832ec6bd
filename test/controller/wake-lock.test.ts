/** The screen stays on while something is sent: the browser's own locks, counted as they are given and let go. */
import { expect, waitUntil } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import { TestService } from '../support/service.js';

type Ask = WakeLock['request'];

describe('the screen while a sync is at work', () => {
  let service: TestService;
  let sync: PageController;
  let given: WakeLockSentinel[];
  let isRefused: boolean;

  const wakeLock = (navigator as { readonly wakeLock?: WakeLock }).wakeLock;
  const awake = (): number => given.filter(({ released }) => !released).length;

  beforeEach(async () => {
    given = [];
    isRefused = false;
    service = await TestService.create();
    sync = new PageController({ serviceUrl: service.url, geodatabase: 'default' }, { onClosed: () => undefined });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Awake' }, geometry: { x: 1, y: 1 } }] });
    if (wakeLock === undefined) return;
    const ask: Ask = wakeLock.request.bind(wakeLock);
    const watched: Ask = async (type) => {
      if (isRefused) throw new DOMException('The battery is low.', 'NotAllowedError');
      const lock = await ask(type);
      given.push(lock);
      return lock;
    };
    Object.defineProperty(wakeLock, 'request', { value: watched, configurable: true });
  });

  afterEach(() => {
    sync.close();
    if (wakeLock !== undefined) Reflect.deleteProperty(wakeLock, 'request');
  });

  it('does not fall asleep, and may when all is done', async function () {
    if (wakeLock === undefined || !(await isAllowed(wakeLock))) {
      console.log('Skipped: this browser gives no screen wake lock here.');
      this.skip();
    }
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const done = sync.syncGeodatabase();
    await waitUntil(() => awake() === 1, 'one lock');
    await service.held();
    await service.release();
    await done;
    await waitUntil(() => awake() === 0, 'let go');
    expect(given).to.have.length(1);
  }).timeout(20_000);

  it('is asked for again when the page is seen again, for the browser took it away', async function () {
    if (wakeLock === undefined || !(await isAllowed(wakeLock))) {
      console.log('Skipped: this browser gives no screen wake lock here.');
      this.skip();
    }
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const done = sync.syncGeodatabase();
    await waitUntil(() => awake() === 1, 'one lock');
    await given[0]?.release();
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => awake() === 1, 'another lock');
    expect(given).to.have.length(2);
    await service.held();
    await service.release();
    await done;
    await waitUntil(() => awake() === 0, 'let go');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(given).to.have.length(2);
  }).timeout(20_000);

  it('that may not stay on keeps no sync from its work', async () => {
    isRefused = true;
    expect((await sync.syncGeodatabase()).sent.features).to.equal(1);
    expect(given).to.have.length(0);
  }).timeout(20_000);
});

async function isAllowed(wakeLock: WakeLock): Promise<boolean> {
  try {
    await (await WakeLock.prototype.request.call(wakeLock, 'screen')).release();
    return true;
  } catch {
    return false;
  }
}

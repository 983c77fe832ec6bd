/** "Page opens offline": what a page can know of it. A real service worker, a real page, asked as the readiness panel asks. */
import { expect } from '@open-wc/testing';
import type * as DeviceStorage from '../../src/controller/device-storage.js';
import { unregister, WorkerPage } from './worker-page.js';

const MODULE = new URL('../../src/controller/device-storage.ts', import.meta.url).href;

/** Asked by the code of the page itself, not by that of the test. */
async function ask(page: WorkerPage): Promise<boolean | null> {
  const script = page.window.document.createElement('script');
  script.type = 'module';
  script.textContent = `import(${JSON.stringify(MODULE)}).then((module) => { window.asked = module; dispatchEvent(new Event('asked')); });`;
  const loaded = new Promise((resolve) => {
    page.window.addEventListener('asked', resolve, { once: true });
  });
  page.window.document.head.append(script);
  await loaded;
  const { asked } = page.window as unknown as { readonly asked: typeof DeviceStorage };
  return asked.opensOffline();
}

describe('that a page opens offline', function () {
  this.timeout(40_000);
  let page: WorkerPage | undefined;
  afterEach(async () => {
    page?.close();
    await unregister();
  });

  it('is said by a worker that keeps the page', async () => {
    page = await WorkerPage.open({ files: './page.html', version: '1' });
    expect(await ask(page)).to.equal(true);
  });

  it('is denied by one that keeps other files, and by one whose files the browser has cleared', async () => {
    page = await WorkerPage.open({ files: './tiles/resources/a.dat', version: '1' });
    expect(await ask(page)).to.equal(false);
    page.close();
    await unregister();
    page = await WorkerPage.open({ files: './page.html', version: '2' });
    for (const name of await caches.keys()) await caches.delete(name);
    expect(await ask(page)).to.equal(false);
  });

  it('is not known of a worker that is there for something else', async () => {
    page = await WorkerPage.open({ foreign: 'yes' });
    expect(await ask(page)).to.equal(null);
  });

  it('is not so without a worker', async () => {
    const { opensOffline } = await import('../../src/controller/device-storage.js');
    expect(await opensOffline()).to.equal(false);
  });
});

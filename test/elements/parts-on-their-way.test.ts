/** What an element does while parts of it are on their way. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { FreshPage } from '../support/fresh-page.js';

const REGISTRY = Symbol.for('gdb-sync/1');
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

let frame: HTMLIFrameElement | undefined;
async function open(style = ''): Promise<{ page: FreshPage; window: Window & typeof globalThis }> {
  frame = document.createElement('iframe');
  frame.style.cssText = `width: 700px; height: 500px; border: 0; ${style}`;
  frame.src = new URL('../support/fresh-page.html', import.meta.url).href;
  document.body.append(frame);
  const at = (): { fresh?: FreshPage } => frame?.contentWindow as unknown as { fresh?: FreshPage };
  await waitUntil(() => at().fresh !== undefined, 'the page is there', { timeout: 10_000 });
  return { page: at().fresh!, window: frame.contentWindow as Window & typeof globalThis };
}
afterEach(() => frame?.remove());

const shared = (window: Window): string[] => [
  ...(
    (window as unknown as Record<symbol, Map<string, unknown> | undefined>)[REGISTRY] ?? new Map<string, unknown>()
  ).keys(),
];

describe('an element that names a service', () => {
  it('and is gone before the controllers are there makes none', async () => {
    const { window } = await open();
    const { document } = window;
    document.body.innerHTML =
      '<gdb-sync-button service-url="https://gis.example/arcgis/rest/services/A/FeatureServer"></gdb-sync-button>';
    document.body.innerHTML = '';
    await pause(1500);
    expect(shared(window)).to.deep.equal([]);
  });

  it('and is given a controller before the controllers are there makes no second one', async () => {
    const { window, page } = await open();
    const { document } = window;
    const { controller } = await page.make('gdb-sync-button', 'changesNotSent');
    document.body.innerHTML =
      '<gdb-sync-button service-url="https://gis.example/arcgis/rest/services/A/FeatureServer"></gdb-sync-button>';
    Object.assign(document.body.firstElementChild!, { controller });
    await pause(1500);
    expect(shared(window)).to.deep.equal([]);
  });

  it('and then another before the controllers are there makes only the one it names', async () => {
    const { window } = await open();
    const { document } = window;
    document.body.innerHTML =
      '<gdb-sync-button service-url="https://gis.example/arcgis/rest/services/A/FeatureServer"></gdb-sync-button>';
    await Promise.resolve();
    document.body.firstElementChild!.setAttribute(
      'service-url',
      'https://gis.example/arcgis/rest/services/B/FeatureServer',
    );
    await pause(1500);
    expect(shared(window).length).to.equal(1);
  });
});

describe('an element in a page that nobody sees', () => {
  for (const [how, style, stub] of [
    ['a frame that is not displayed', 'display: none', false],
    ['a hidden page, which has no frames', '', true],
  ] as const)
    for (const [tag, scene] of [
      ['gdb-sync-button', 'changesNotSent'],
      ['gdb-attachment-picker', 'empty'],
    ] as const)
      it(`${how}: ${tag} gets its face`, async () => {
        const { window, page } = await open(style);
        if (stub) window.requestAnimationFrame = () => 0;
        const { element } = await page.make(tag, scene);
        window.document.body.append(element);
        await pause(2500);
        expect(element.shadowRoot!.querySelector('[data-live]') !== null, 'the face is there').to.equal(true);
      });
});

describe('an element that was made before the faces were there, and put on the page after', () => {
  for (const [tag, scene] of [
    ['gdb-sync-button', 'changesNotSent'],
    ['gdb-sync-progress', 'uploading'],
  ] as const)
    it(`${tag} lets go of the page when it is taken away`, async () => {
      const { window, page } = await open();
      const first = await page.make(tag, scene);
      const second = await page.make(tag, scene);
      window.document.body.append(first.element);
      await waitUntil(() => first.element.shadowRoot!.querySelector('[data-live]') !== null, 'face', { timeout: 5000 });
      window.document.body.append(second.element);
      await pause(200);
      second.element.remove();
      await pause(50);
      let asked = 0;
      const host = second.element as unknown as { requestUpdate: (...all: unknown[]) => void };
      const original = host.requestUpdate.bind(host);
      host.requestUpdate = (...all) => {
        asked++;
        original(...all);
      };
      window.document.documentElement.lang = 'de';
      await pause(300);
      expect(asked).to.equal(0);
    });
});

describe('the focus in what is shown before the face', () => {
  for (const [tag, scene, inner] of [
    ['gdb-edit-errors', '4', '.title'],
    ['gdb-edit-errors', '4', '[data-action="retry-shown"]'],
    ['gdb-sync-progress', 'uploading', '.title'],
    ['gdb-sync-progress', 'uploading', '[data-action="cancel"]'],
    ['gdb-sync-button', 'notOffline', '#more'],
    ['gdb-attachment-picker', 'empty', '.add input'],
  ] as const)
    it(`${tag}: ${inner} keeps it when the face comes`, async () => {
      const { window, page } = await open();
      const { element } = await page.make(tag, scene);
      window.document.body.append(element);
      await waitUntil(() => element.shadowRoot?.querySelector(inner) != null, 'first look', { interval: 1 });
      expect(element.shadowRoot!.querySelector('[data-live]') === null, 'no face yet').to.equal(true);
      element.shadowRoot!.querySelector<HTMLElement>(inner)!.focus();
      expect(element.shadowRoot!.activeElement !== null, 'focused').to.equal(true);
      await (element as unknown as { updateComplete: Promise<boolean> }).updateComplete;
      await pause(300);
      expect(element.shadowRoot!.activeElement?.matches(inner) ?? false).to.equal(true);
    });
});

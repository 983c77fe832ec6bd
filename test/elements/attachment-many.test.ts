import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { FEATURE, manyPhotos } from '../support/attachment-scenes.js';
import { allInside, clear, focused, inside, settled, show } from '../support/element-page.js';
import { picker } from '../support/picker-page.js';

const nodesOf = (element: GdbAttachmentPicker): number => (element.shadowRoot?.querySelectorAll('*') ?? []).length;
const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

afterEach(clear);

/** Milliseconds from another feature being chosen to its files on the screen. */
async function shownIn(count: number): Promise<number> {
  const element = await picker(await manyPhotos(count));
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    element.globalId = undefined;
    await settled(element);
    const start = performance.now();
    element.globalId = FEATURE;
    while (allInside(element, '.row').length === 0) await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    element.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  clear();
  return median(times);
}

describe('200 photos in the picker', () => {
  it('are one Tab stop, and every one is reached by keys', async () => {
    const element = await picker(await manyPhotos(200));
    expect(inside(element, '[role=grid]').getAttribute('aria-rowcount')).to.equal('200');
    inside(element, '.row [data-stop]').focus();
    for (const [key, row] of [
      ['End', '200'],
      ['Home', '1'],
      ['ArrowDown', '2'],
    ] as const) {
      await sendKeys({ press: key });
      await settled(element);
      expect(focused()?.closest('[data-row]')?.getAttribute('aria-rowindex')).to.equal(row);
      expect(allInside(element, '.rows [tabindex="0"]')).to.have.length(1);
    }
  });

  it('show names and buttons first, then signs and pictures, into room that was kept for them', async () => {
    await picker(await manyPhotos(2));
    const element = document.createElement('gdb-attachment-picker');
    Object.assign(element, { controller: await manyPhotos(200), layerId: 0, globalId: FEATURE });
    const shown = show(element);
    const draws = (): number => allInside(element, '.row .icon, .row canvas').length;
    const boxes = (): string[] =>
      allInside(element, '.row:nth-child(-n + 5), .row:nth-child(-n + 5) :is(.thumb, .name, .button)').map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return [left, top, width, height].map((length) => length.toFixed(1)).join(' ');
      });
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (allInside(element, '.row').length === 0) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(element.renderRoot, { subtree: true, childList: true });
    });
    expect(draws(), 'signs in the first frame').to.equal(0);
    const before = boxes();
    expect(before).to.have.length(20);
    await shown;
    await waitUntil(() => draws() > 20, 'signs in the next');
    expect(boxes()).to.deep.equal(before);
  });

  it('keep nodes and pictures few, and no task long, while they are scrolled through', async function () {
    this.timeout(30_000);
    const element = await picker(await manyPhotos(200));
    const long: number[] = [];
    const canObserve = PerformanceObserver.supportedEntryTypes.includes('longtask');
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(duration);
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (canObserve) observer.observe({ entryTypes: ['longtask'] });
    let [nodes, pixels] = [0, 0];
    for (let at = 0; at < document.documentElement.scrollHeight; at += 300) {
      scrollTo(0, at);
      await frame();
      await frame();
      nodes = Math.max(nodes, nodesOf(element));
      const canvases = [...(element.shadowRoot?.querySelectorAll('canvas') ?? [])];
      pixels = Math.max(
        pixels,
        canvases.reduce((sum, { width, height }) => sum + width * height, 0),
      );
    }
    observer.disconnect();
    scrollTo(0, 0);
    const longest = canObserve ? `${Math.max(0, ...long).toFixed(0)} ms` : 'not told by this browser';
    console.log(
      `200 photos: ${String(nodes)} nodes, ${(pixels / 1e6).toFixed(2)} megapixels drawn, longest task ${longest}`,
    );
    expect(nodes).to.be.below(1000);
    expect(pixels, 'pixels kept at once').to.be.below(2_000_000);
  });

  it('are shown about as fast as 20', async function () {
    this.timeout(60_000);
    const [few, many] = [await shownIn(20), await shownIn(200)];
    console.log(`20 photos shown in ${few.toFixed(1)} ms, 200 in ${many.toFixed(1)} ms: ${(many / few).toFixed(2)}x`);
    expect(many / few).to.be.below(3);
  });
});

/** The way back from a discarded edit stays in view, over the list: it may not hide where the person is (WCAG 2.4.11). */
import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { clear, focused, inside, settled } from '../support/element-page.js';
import { errorsList } from '../support/errors-page.js';
import { withErrors } from '../support/error-scenes.js';

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

describe('what has the focus beside the bar that undoes', () => {
  afterEach(async () => {
    clear();
    document.documentElement.style.fontSize = '';
    scrollTo(0, 0);
    await setViewport({ width: 800, height: 600 });
  });

  for (const { width, height, text } of [
    { width: 360, height: 440, text: '100%' },
    { width: 800, height: 600, text: '100%' },
    { width: 640, height: 900, text: '200%' },
  ])
    it(`is never under the bar, ${String(width)} by ${String(height)}, text of ${text}`, async () => {
      await setViewport({ width, height });
      document.documentElement.style.fontSize = text;
      const element = await errorsList(withErrors(12));
      await element.setFocus();
      const covered: string[] = [];
      const look = async (pressed: string): Promise<void> => {
        await sendKeys({ press: pressed });
        await settled(element);
        await frame();
        const bar = element.shadowRoot?.querySelector('.undo')?.getBoundingClientRect();
        const box = focused()!.getBoundingClientRect();
        if (bar !== undefined && (box.top < 0 || box.bottom > bar.top + 1))
          covered.push(`${pressed}: ${String(box.top)} to ${String(box.bottom)}, bar from ${String(bar.top)}`);
      };
      for (const key of ['ArrowDown', 'ArrowDown', 'Delete']) await look(key);
      expect(inside(element, '.undo').offsetHeight).to.be.above(0);
      for (let step = 0; step < 8; step += 1) await look('ArrowDown');
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'PageDown', 'Home', 'Delete'])
        await look(key);
      expect(covered).to.deep.equal([]);
    });
});

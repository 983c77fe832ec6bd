/** Criteria of WCAG 2.2 that axe does not look at, over everything that a person opens. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Cameras } from '../support/cameras.js';
import { contrast, ground, isOpaque } from '../support/contrast.js';
import { open, openedNames } from '../support/opened.js';

const WIDTH = '40rem';

let cameras: Cameras;
let place: HTMLElement;
/** Where Tab goes from the last stop: some browsers would leave the page, and still name what had the focus. */
const after = document.createElement('button');
const sheet = new CSSStyleSheet();

beforeEach(() => {
  cameras = new Cameras();
  place = document.createElement('div');
  place.style.cssText = `inline-size: ${WIDTH}; max-inline-size: 100%; background: Canvas; color: CanvasText`;
  document.body.append(place, after);
});
afterEach(() => {
  place.remove();
  after.remove();
  cameras.restore();
  localStorage.clear();
  sheet.replaceSync('');
  document.documentElement.style.fontSize = '';
});

/** What a person sees of an element. */
function seen(element: Element, selector = '*'): HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].filter((one) =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  );
}

const textOf = (node: Node): string => (node.textContent ?? '').replace(/\s+/g, ' ').trim();
const nameOf = (node: Element): string => `${node.className || node.localName} “${textOf(node).slice(0, 40)}”`;

/** Elements with text of their own of which a part is cut off. */
function cutOff(element: Element): string[] {
  return seen(element)
    .filter((one) => !one.matches('.visually-hidden, .visually-hidden *, option, svg *, svg, input, textarea'))
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && textOf(node) !== ''))
    .filter((one) => {
      const { overflowX, overflowY, display } = getComputedStyle(one);
      if (display === 'inline') return false;
      const isWide = overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1;
      const isHigh = overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1;
      return isWide || isHigh;
    })
    .map(nameOf);
}

/** Boxes with text that stand out of the element at its sides. */
function outside(element: Element): string[] {
  const box = (element.shadowRoot?.querySelector('dialog[open]') ?? element).getBoundingClientRect();
  return seen(element, 'button, label, p, h2, h3, h4, bdi, .text, .control')
    .filter((one) => one.closest('dialog') === (element.shadowRoot?.querySelector('dialog[open]') ?? null))
    .filter((one) => !one.matches('.visually-hidden, .visually-hidden *'))
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left < box.left - 1 || right > box.right + 1;
    })
    .map(nameOf);
}

const CONTROLS = 'button, a[href], input, select, textarea, summary, [tabindex]';

for (const name of openedNames)
  describe(name, () => {
    it('loses nothing when text is spaced as a reader wants it (1.4.12)', async () => {
      place.style.cssText += '; line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em';
      const element = await open(name, place);
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
      );
      const root = element.shadowRoot!;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      await element.updateComplete;
      expect(cutOff(element), 'cut off').to.deep.equal([]);
      expect(outside(element), 'outside').to.deep.equal([]);
    });

    it('loses nothing with text of double size in half the room (1.4.4, 1.4.10)', async () => {
      document.documentElement.style.fontSize = '200%';
      place.style.inlineSize = '20rem';
      const element = await open(name, place);
      expect(cutOff(element), 'cut off').to.deep.equal([]);
      expect(outside(element), 'outside').to.deep.equal([]);
    });

    it('is named by what stands on it (2.5.3)', async () => {
      const element = await open(name, place);
      for (const control of seen(element, 'button[aria-label]')) {
        const visible = textOf(control).toLowerCase();
        expect(control.getAttribute('aria-label')?.toLowerCase(), nameOf(control)).to.contain(visible);
      }
    });

    for (const scheme of ['light', 'dark'])
      it(`has edges and signs that stand out, ${scheme} (1.4.11)`, async () => {
        place.style.colorScheme = scheme;
        const element = await open(name, place);
        for (const control of seen(element, 'button, label.button, .control, select, input[type="text"]')) {
          const { borderTopColor, borderTopWidth, backgroundColor, color } = getComputedStyle(control);
          const around = ground(control.parentElement);
          const isFilled = isOpaque(backgroundColor);
          const edges = [
            ...(borderTopWidth === '0px' || !isOpaque(borderTopColor) ? [] : [contrast(borderTopColor, around)]),
            ...(isFilled ? [contrast(backgroundColor, around)] : []),
            contrast(color, isFilled ? backgroundColor : around),
          ];
          expect(Math.max(...edges), nameOf(control)).to.be.at.least(3);
        }
      });

    it('shows where the focus is, by a ring that stands out (2.4.7, 2.4.13)', async () => {
      const element = await open(name, place);
      const dialog = element.shadowRoot?.querySelector<HTMLElement>('dialog[open]');
      // A list is one stop: its arrow keys are tested where it is.
      const stops = seen(element, CONTROLS).filter(
        (one) => one.tabIndex >= 0 && one.closest('dialog') === (dialog ?? null),
      );
      stops[0]?.focus();
      const rings = new Set<Element>();
      // Not one step further: in Firefox the focus would go to the browser, and the keys of later tests with it.
      for (let step = 1; step < Math.min(12, stops.length); step += 1) {
        await sendKeys({ press: 'Tab' });
        const focused = element.shadowRoot?.activeElement;
        if (!focused || rings.has(focused)) break;
        rings.add(focused);
        // A file input is hidden: the ring is on its label.
        const ringed = focused.matches('.visually-hidden') ? focused.parentElement! : focused;
        const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(ringed);
        const isInside = parseFloat(outlineOffset) < 0;
        expect(outlineStyle, nameOf(ringed)).not.to.equal('none');
        expect(parseFloat(outlineWidth), nameOf(ringed)).to.be.at.least(2);
        expect(contrast(outlineColor, ground(isInside ? ringed : ringed.parentElement)), nameOf(ringed)).to.be.at.least(
          3,
        );
      }
      expect(rings.size > 0 || stops.length < 2).to.equal(true);
    });
  });

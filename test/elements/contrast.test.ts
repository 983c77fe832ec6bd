/** The built-in colours are made for reading in sunlight: text has 7:1 on whatever it lies on. Under a pointer, which is used indoors, 4.5:1. */
import { expect } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import type { CSSResult } from 'lit';
import { looks } from '../../src/elements/common/button-looks.styles.js';
import { button } from '../../src/elements/common/button.styles.js';
import { pieces } from '../../src/elements/common/pieces.styles.js';
import { tokens } from '../../src/elements/common/tokens.styles.js';
import { contrast, ground } from '../support/contrast.js';

const SHEETS: readonly CSSResult[] = [tokens, pieces, button, looks];

const GROUNDS = {
  'a card': 'var(--_surface)',
  'a raised part': 'var(--_raised)',
  'a row that asks before something is lost': 'color-mix(in srgb, var(--_danger) 8%, var(--_surface))',
  'a side of a conflict that counts': 'color-mix(in srgb, var(--_brand) 8%, var(--_surface))',
};

const TEXTS = {
  text: '<p>Text</p>',
  'a second line': '<p style="color: var(--_muted)">Text</p>',
  'a quiet button': '<button class="button">Text</button>',
  'a button that leads': '<button class="button primary">Text</button>',
  'a button that follows': '<button class="button tonal">Text</button>',
  'a button that loses something': '<button class="button danger">Text</button>',
};

let host: HTMLElement;

beforeEach(() => {
  host = document.createElement('div');
  host.attachShadow({ mode: 'open' }).adoptedStyleSheets = SHEETS.map(({ styleSheet }) => styleSheet!);
  document.body.append(host);
});
afterEach(async () => {
  host.remove();
  await resetMouse();
});

function shown(look: string, on: string, text: string): HTMLElement {
  host.shadowRoot!.innerHTML = `<div class="base ${look}"><div style="background: ${on}">${text}</div></div>`;
  return host.shadowRoot!.querySelector<HTMLElement>('p, button')!;
}

const ratio = (one: HTMLElement): number => contrast(getComputedStyle(one).color, ground(one));

for (const look of ['light', 'dark'])
  describe(`text in the built-in colours, ${look}`, () => {
    for (const [where, on] of Object.entries(GROUNDS))
      it(`has 7:1 on ${where}`, () => {
        for (const [name, text] of Object.entries(TEXTS)) expect(ratio(shown(look, on, text)), name).to.be.at.least(7);
      });

    it('has 7:1 as the percentage of a sync', () => {
      const text = '<p style="color: var(--_brand)">22%</p>';
      expect(ratio(shown(look, GROUNDS['a card'], text))).to.be.at.least(7);
    });

    it('has 4.5:1 under the pointer', async () => {
      for (const [where, on] of Object.entries(GROUNDS))
        for (const [name, text] of Object.entries(TEXTS).filter(([, html]) => html.startsWith('<button'))) {
          const one = shown(look, on, text);
          const before = ground(one);
          const { left, top, width, height } = one.getBoundingClientRect();
          const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
          await sendMouse({ type: 'move', position });
          expect(ground(one), `${name} on ${where}`).not.to.equal(before);
          expect(ratio(one), `${name} on ${where}`).to.be.at.least(4.5);
          await sendMouse({ type: 'move', position: [position[0], position[1] + 300] });
        }
    });
  });

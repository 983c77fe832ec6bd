import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { RovingGrid } from '../../src/elements/common/roving-grid.js';
import { WindowedRows } from '../../src/elements/common/windowed-rows.js';
import { allInside, clear, focused, inside, show } from '../support/element-page.js';

/** A list whose rows are of different heights, none of which is the typical one. */
class LongList extends LitElement {
  static override styles = css`
    .list > * {
      box-sizing: border-box;
      overflow: hidden;
    }
  `;
  keys: readonly string[] = [];
  readonly rows: WindowedRows = new WindowedRows(this, {
    list: () => this.renderRoot.querySelector<HTMLElement>('.list'),
    kept: () => this.grid.current,
    typical: 100,
  });
  readonly grid: RovingGrid = new RovingGrid(this, {
    rows: this.rows,
    onDelete: (key) => {
      this.set(this.keys.filter((one) => one !== key));
    },
    whenEmpty: () => this.renderRoot.querySelector<HTMLElement>('.empty'),
  });

  set(keys: readonly string[]): void {
    this.keys = keys;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    return html`<p class="empty" tabindex="-1">${this.keys.length} rows</p>
      <div class="list" role="grid" @keydown=${this.grid.onKey} @focusin=${this.grid.onFocus}>
        ${this.rows.render(this.keys, (index) => {
          const key = this.keys[index] ?? '';
          return html`<div data-row=${key} .style=${`block-size:${String(30 + (Number(key) % 5) * 10)}px`}>
            <span data-stop tabindex="-1">${key}</span><button data-stop tabindex="-1">${key}</button>
          </div>`;
        })}
      </div>`;
  }
}
customElements.define('test-long-list', LongList);

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
const drawn = (element: LongList): string[] => allInside(element, '[data-row]').map((row) => row.dataset['row'] ?? '');
const at = (): string => focused()?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? focused()?.className ?? '';

/** Long enough for what is drawn to be measured, and drawn again by what was measured. */
async function rest(element: LongList): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await element.updateComplete;
  }
}

async function list(count: number): Promise<LongList> {
  const element = new LongList();
  element.keys = numbers(count);
  await show(element);
  await rest(element);
  return element;
}

/** Rows that are in the window, at least partly, and what of them there is nothing of. */
function seen(element: LongList, box: { top: number; bottom: number } = { top: 0, bottom: innerHeight }): number[] {
  return allInside(element, '[data-row]')
    .filter((row) => row.getBoundingClientRect().bottom > box.top && row.getBoundingClientRect().top < box.bottom)
    .map((row) => Number(row.dataset['row']));
}

/** One row after the other, without a hole, from the upper edge to the lower. */
function expectFilled(element: LongList, box = { top: 0, bottom: innerHeight }): void {
  const rows = seen(element, box);
  expect(rows.length, 'rows in view').to.be.above(3);
  expect(rows).to.deep.equal(rows.map((_, index) => (rows[0] ?? 0) + index));
  const all = allInside(element, '[data-row]').map((row) => row.getBoundingClientRect());
  const list = inside(element, '.list').getBoundingClientRect();
  expect(Math.min(...all.map(({ top }) => top))).to.be.at.most(Math.max(box.top, list.top) + 1);
  expect(all.some(({ bottom }) => bottom >= Math.min(box.bottom, list.bottom) - 1)).to.equal(true);
}

afterEach(() => {
  clear();
  scrollTo(0, 0);
});

describe('a long list', () => {
  it('is drawn whole while it is short', async () => {
    expect(drawn(await list(24))).to.have.length(24);
  });

  it('draws only what is near the view, wherever the page is scrolled', async () => {
    const element = await list(10_000);
    for (const share of [0, 0.001, 0.3, 0.3001, 0.9, 1, 0.5]) {
      const wanted = (document.documentElement.scrollHeight - innerHeight) * share;
      scrollTo(0, wanted);
      await rest(element);
      expectFilled(element);
      expect(scrollY, 'the page stays where it was scrolled to').to.be.closeTo(wanted, 500);
      expect(drawn(element).length, String(share)).to.be.at.most(60);
    }
    scrollTo(0, document.documentElement.scrollHeight);
    await rest(element);
    scrollTo(0, document.documentElement.scrollHeight);
    await rest(element);
    expect(drawn(element).at(-1)).to.equal('9999');
  });

  it('draws at first only what is in the view, so that it is there sooner, and what is around it after the first frame', async () => {
    const element = new LongList();
    element.keys = numbers(10_000);
    const shown = show(element);
    while (!(await element.updateComplete));
    expectFilled(element);
    expect(drawn(element).length).to.be.at.most(seen(element).length + 2);
    await shown;
    await waitUntil(() => drawn(element).length > seen(element).length + 2, 'what is around it');
    expectFilled(element);
  });

  it('leaves no hole while it is scrolled step by step, down and up', async () => {
    const element = await list(500);
    for (const step of [...Array<number>(20).fill(180), ...Array<number>(25).fill(-140)]) {
      scrollBy(0, step);
      await rest(element);
      expectFilled(element);
    }
  });

  it('follows what scrolls it inside other shadow roots', async () => {
    const outer = document.createElement('div');
    const panel = document.createElement('div');
    panel.style.cssText = 'height: 300px; overflow: auto';
    outer.attachShadow({ mode: 'open' }).append(panel);
    const element = new LongList();
    element.keys = numbers(1000);
    panel.append(element);
    await show(Object.assign(outer, { updateComplete: Promise.resolve(true) }));
    await rest(element);
    const few = drawn(element).length;
    expect(few).to.be.at.most(20);
    panel.scrollTop = 20_000;
    await rest(element);
    expectFilled(element, panel.getBoundingClientRect());
  });

  it('is measured anew when it becomes narrower', async () => {
    const element = await list(1000);
    scrollTo(0, 10_000);
    await rest(element);
    element.parentElement!.style.width = '15rem';
    await rest(element);
    expectFilled(element);
  });

  it('lets go of the page when it leaves it', async () => {
    const element = await list(1000);
    let updates = 0;
    element.requestUpdate = (): void => void (updates += 1);
    const place = element.parentElement!;
    place.style.height = '5000px';
    element.remove();
    updates = 0;
    scrollTo(0, 2000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(updates).to.equal(0);
  });

  describe('by keyboard', () => {
    it('is one Tab stop, wherever it is scrolled', async () => {
      const element = await list(10_000);
      inside(element, '[data-row="0"] [data-stop]').focus();
      scrollTo(0, 200_000);
      await rest(element);
      expect(allInside(element, '[tabindex="0"]')).to.have.length(1);
      expect(at(), 'the row with the focus stays drawn').to.equal('0');
    });

    it('goes to the ends, by pages, and by rows, and shows where it is', async () => {
      const element = await list(10_000);
      inside(element, '[data-row="0"] [data-stop]').focus();
      for (const [press, expected] of [
        ['End', '9999'],
        ['ArrowUp', '9998'],
        ['Home', '0'],
        ['ArrowDown', '1'],
      ] as const) {
        await sendKeys({ press });
        await rest(element);
        expect(at(), press).to.equal(expected);
        const { top, bottom } = focused()!.getBoundingClientRect();
        expect(top, `${press}: in view`).to.be.at.least(-1);
        expect(bottom, `${press}: in view`).to.be.at.most(innerHeight + 1);
      }
      await sendKeys({ press: 'PageDown' });
      await rest(element);
      const further = Number(at());
      expect(further).to.be.within(5, 40);
      await sendKeys({ press: 'PageDown' });
      await rest(element);
      expect(Number(at())).to.be.above(further + 3);
      await sendKeys({ press: 'PageUp' });
      await rest(element);
      expect(Math.abs(Number(at()) - further)).to.be.at.most(2);
    });

    it('moves on while a key is held', async () => {
      const element = await list(10_000);
      inside(element, '[data-row="0"] [data-stop]').focus();
      for (let turn = 0; turn < 60; turn += 1) await sendKeys({ press: 'ArrowDown' });
      await rest(element);
      expect(at()).to.equal('60');
      expectFilled(element);
    });

    it('is on the next row when one is removed, far down as well, and on what is left after all', async () => {
      const element = await list(30);
      inside(element, '[data-row="0"] [data-stop]').focus();
      await sendKeys({ press: 'End' });
      await rest(element);
      await sendKeys({ press: 'Delete' });
      await rest(element);
      expect(at()).to.equal('28');
      scrollTo(0, 0);
      await rest(element);
      element.set(element.keys.filter((key) => key !== '28'));
      await rest(element);
      expect(at(), 'removed while it was out of view').to.equal('27');
      element.set([]);
      await rest(element);
      expect(at()).to.equal('empty');
    });

    it('leaves keys to a field inside a row', async () => {
      const element = await list(3);
      const row = inside(element, '[data-row="0"]');
      const field = document.createElement('input');
      field.dataset['stop'] = '';
      field.value = 'ab';
      row.append(field);
      inside(element, '[data-row="0"] [data-stop]').focus();
      field.focus();
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'Delete' });
      expect(field.value).to.equal('');
      expect(focused()).to.equal(field);
      expect(element.keys).to.have.length(3);
    });
  });
});

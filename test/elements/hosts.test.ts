/** The elements where others put them: in a dialog, in foreign shadow roots, open and closed, reached by keys alone. */
import { expect, waitUntil as waitUntilSo } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/all.js';
import { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { scenes } from '../support/controller-states.js';
import { allInside, inside, settled, textOf } from '../support/element-page.js';
import { withErrors } from '../support/error-scenes.js';
import { pressHolding, searchKeepsEscape } from '../support/keys.js';
import { photo } from '../support/photos.js';
import { stored } from '../support/picker-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

/** Parts are fetched when they are first opened. */
const waitUntil = (isSo: () => boolean, what: string): Promise<void> => waitUntilSo(isSo, what, { timeout: 8000 });

type Tag = 'gdb-sync-button' | 'gdb-sync-progress' | 'gdb-edit-errors' | 'gdb-attachment-picker';

async function make<T extends Tag>(tag: T): Promise<HTMLElementTagNameMap[T]> {
  const element = document.createElement(tag);
  if (tag === 'gdb-attachment-picker') {
    element.controller = await attachmentScenes.everyState();
    Object.assign(element, { layerId: 0, globalId: FEATURE });
  } else element.controller = tag === 'gdb-edit-errors' ? withErrors(8) : new ScriptedController(scenes.waitingRetry());
  return element;
}

/** A place on the page: where the element goes, and what has the focus there. */
interface Place {
  readonly root: Element | ShadowRoot;
  readonly focused: () => Element | null;
}

const outer = (): HTMLElement => {
  const element = document.createElement('section');
  document.body.append(element);
  made.push(element);
  return element;
};
const made: HTMLElement[] = [];

/** An element of somebody else's, in another one's. */
function twoDeep(mode: ShadowRootMode, at: Element = outer()): Place {
  const root = at.attachShadow({ mode });
  const host = document.createElement('div');
  root.append(host);
  const inner = host.attachShadow({ mode });
  return { root: inner, focused: () => inner.activeElement };
}

const places: readonly (readonly [name: string, make: () => Place])[] = [
  ['two open shadow roots', () => twoDeep('open')],
  ['two closed shadow roots', () => twoDeep('closed')],
];

/** Something inside an element that Escape closes, opened by keys. */
interface Inner {
  readonly name: string;
  readonly tag: Tag;
  readonly open: (element: HTMLElement) => Promise<void>;
  readonly isOpen: (element: HTMLElement) => boolean;
}

const has =
  (selector: string) =>
  (element: HTMLElement): boolean =>
    element.shadowRoot?.querySelector(selector) != null;

async function pressOn(element: HTMLElement, selector: string, key: string): Promise<void> {
  inside(element, selector).focus();
  await sendKeys({ press: key });
}

const inners: readonly Inner[] = [
  {
    name: 'the menu of the button',
    tag: 'gdb-sync-button',
    open: (element) => pressOn(element, '#more', 'Enter'),
    isOpen: has('.items'),
  },
  {
    name: 'the rarer actions of a refused edit',
    tag: 'gdb-edit-errors',
    open: (element) => pressOn(element, '[data-action="more"]', 'Enter'),
    isOpen: has('.row .more'),
  },
  {
    name: 'the fields that put one right',
    tag: 'gdb-edit-errors',
    open: (element) => pressOn(element, '[data-action="fix"]', 'Enter'),
    isOpen: has('.fix .control'),
  },
  {
    name: 'a search',
    tag: 'gdb-edit-errors',
    open: async (element) => {
      await pressOn(element, '[type="search"]', 'o');
    },
    isOpen: (element) => inside<HTMLInputElement>(element, '[type="search"]').value !== '',
  },
  {
    name: 'the question before a file is removed',
    tag: 'gdb-attachment-picker',
    open: (element) => pressOn(element, '.row [data-stop]', 'Delete'),
    isOpen: has('.question'),
  },
  {
    name: 'the preview of a photo',
    tag: 'gdb-attachment-picker',
    open: async (element) => {
      if (!(element instanceof GdbAttachmentPicker)) throw new Error('a picker is wanted');
      element.addFiles([await photo({})]);
      await stored(element);
      await pressOn(element, '.row [data-action="preview"]', 'Enter');
    },
    isOpen: has('.preview-dialog[open]'),
  },
];

/** A dialog of the page that a button opens. */
function dialogOf(element: HTMLElement, into: (dialog: HTMLDialogElement) => Element | ShadowRoot) {
  const place = outer();
  const opener = document.createElement('button');
  const dialog = document.createElement('dialog');
  opener.textContent = 'Open';
  opener.addEventListener('click', () => {
    dialog.showModal();
  });
  place.append(opener, dialog);
  into(dialog).append(element);
  return { opener, dialog };
}

const inDialog: readonly (readonly [name: string, into: (dialog: HTMLDialogElement) => Element | ShadowRoot])[] = [
  ['a dialog', (dialog) => dialog],
  [
    'two closed shadow roots in a dialog',
    (dialog) => {
      const host = document.createElement('div');
      dialog.append(host);
      return twoDeep('closed', host).root;
    },
  ],
];

afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

for (const [where, into] of inDialog)
  describe(`in ${where}`, () => {
    for (const { name, tag, open, isOpen } of inners)
      it(`Escape closes ${name} first, then the dialog, and the focus goes back to what opened that`, async () => {
        const element = await make(tag);
        const { opener, dialog } = dialogOf(element, into);
        opener.focus();
        await sendKeys({ press: 'Enter' });
        expect(dialog.open).to.equal(true);
        await settled(element);
        await open(element);
        await waitUntil(() => isOpen(element), 'what is to be closed');
        await settled(element);
        await sendKeys({ press: 'Escape' });
        await waitUntil(() => !isOpen(element), 'it is closed');
        await settled(element);
        expect(dialog.open, 'the dialog stays').to.equal(true);
        expect(element.shadowRoot?.activeElement, 'the focus stays within').not.to.equal(null);
        if (name === 'a search' && searchKeepsEscape) inside(element, '[data-action="retry-shown"]').focus();
        await sendKeys({ press: 'Escape' });
        await waitUntil(() => !dialog.open, 'the dialog is closed');
        expect(document.activeElement === opener, 'the focus is back').to.equal(true);
      });

    it('the button leaves Escape to the dialog: a sync that waits is not cancelled by closing it', async () => {
      const element = await make('gdb-sync-button');
      const { opener, dialog } = dialogOf(element, into);
      opener.click();
      await settled(element);
      inside(element, '.main').focus();
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !dialog.open, 'the dialog is closed');
      expect((element.controller as ScriptedController).count('cancel')).to.equal(0);
    });

    it('a page that closes its own panels by Escape hears nothing of one that was meant for the preview', async () => {
      const element = await make('gdb-attachment-picker');
      const { opener, dialog } = dialogOf(element, into);
      let heard = 0;
      dialog.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') heard += 1;
      });
      opener.click();
      await settled(element);
      const { open, isOpen } = inners.find((inner) => inner.name.includes('preview'))!;
      await open(element);
      await waitUntil(() => isOpen(element), 'the preview');
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !isOpen(element), 'it is closed');
      expect(heard).to.equal(0);
    });
  });

for (const [where, at] of places)
  describe(`inside ${where}`, () => {
    for (const tag of ['gdb-sync-button', 'gdb-sync-progress', 'gdb-edit-errors', 'gdb-attachment-picker'] as const)
      it(`${tag} is reached by Tab, left by Tab, and reached again backwards`, async function () {
        const element = await make(tag);
        const { root, focused } = at();
        const [before, after] = [document.createElement('button'), document.createElement('button')];
        root.append(before, element, after);
        await settled(element);
        before.focus();
        let stops = 0;
        for (; focused() !== after; stops += 1) {
          expect(stops, 'Tab stops').to.be.below(16);
          await sendKeys({ press: 'Tab' });
        }
        expect(stops).to.be.above(1);
        if (!(await pressHolding('Shift', 'Tab'))) this.skip();
        expect(focused() === element, 'back in it').to.equal(true);
      });

    it('the rows of a list are moved in by arrows, and the focus stays when one is gone', async () => {
      const element = await make('gdb-edit-errors');
      at().root.append(element);
      await settled(element);
      const row = (): string =>
        element.shadowRoot?.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? '';
      inside(element, '[data-row="1"] [data-stop]').focus();
      await sendKeys({ press: 'ArrowDown' });
      const second = row();
      await sendKeys({ press: 'Delete' });
      await waitUntil(() => element.shadowRoot?.querySelector(`[data-row="${second}"]`) === null, 'it is gone');
      await settled(element);
      expect(row()).not.to.be.oneOf(['', second]);
    });

    it('the menu of the button opens, goes to a page and back', async () => {
      const element = await make('gdb-sync-button');
      at().root.append(element);
      await settled(element);
      await pressOn(element, '#more', 'Enter');
      await waitUntil(() => has('.items')(element), 'the menu');
      const receipts = allInside(element, '.items .item').find((item) => textOf(item).includes('Last syncs'));
      receipts?.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => has('#menu-title')(element), 'the page');
      await settled(element);
      expect(element.shadowRoot?.activeElement?.id).to.equal('menu-title');
    });

    it('the menu looks the same after the element was moved', async () => {
      const element = await make('gdb-sync-button');
      const { root } = at();
      root.append(element);
      await settled(element);
      await pressOn(element, '#more', 'Enter');
      await waitUntil(() => has('.items')(element), 'the menu');
      const look = (): string => getComputedStyle(inside(element, '.items .item')).cssText;
      const before = look();
      const sheets = element.shadowRoot?.adoptedStyleSheets.length;
      element.remove();
      root.append(element);
      await settled(element);
      expect(element.shadowRoot?.adoptedStyleSheets.length).to.equal(sheets);
      if (!has('.items')(element)) {
        await pressOn(element, '#more', 'Enter');
        await waitUntil(() => has('.items')(element), 'the menu again');
      }
      expect(look()).to.equal(before);
    });

    it('files that are dropped are kept', async () => {
      const element = await make('gdb-attachment-picker');
      at().root.append(element);
      await settled(element);
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'dropped.txt', { type: 'text/plain' }));
      const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, composed: true, cancelable: true });
      inside(element, '.base').dispatchEvent(drop);
      await stored(element);
      expect(allInside(element, '.name').map(textOf)).to.include('dropped.txt');
    });
  });

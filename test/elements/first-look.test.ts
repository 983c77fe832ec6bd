import { expect, waitUntil } from '@open-wc/testing';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import * as pickerLook from '../../src/elements/attachment-picker/first-look.js';
import { pickerEnglish } from '../../src/elements/attachment-picker/words.en.js';
import type { Message } from '../../src/elements/common/message.js';
import { missingKeys, missingTable } from '../../src/elements/common/missing-part.js';
import { reloadTable } from '../../src/elements/common/reload-words.js';
import { formatMessage } from '../../src/elements/common/message.js';
import * as errorsLook from '../../src/elements/edit-errors/first-look.js';
import { errorsListEnglish } from '../../src/elements/edit-errors/words.en.js';
import { shippedLocales } from '../../src/elements/locales/shipped.js';
import * as buttonLook from '../../src/elements/sync-button/first-look.js';
import { buttonEnglish } from '../../src/elements/sync-button/words.en.js';
import * as progressLook from '../../src/elements/sync-progress/first-look.js';
import { progressEnglish } from '../../src/elements/sync-progress/words.en.js';
import { axeFindings } from '../support/axe.js';
import { allInside, inside, textOf } from '../support/element-page.js';
import type { FreshPage, FreshTag } from '../support/fresh-page.js';
import type { ScriptedController } from '../support/scripted-controller.js';

interface Shown {
  readonly element: HTMLElement & { readonly updateComplete: Promise<boolean> };
  readonly controller: ScriptedController;
  readonly page: FreshPage;
}

interface Wish {
  readonly lang?: string;
  readonly width?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly properties?: object;
  readonly prepare?: (page: FreshPage) => void;
}

let frame: HTMLIFrameElement | undefined;

/** An element in a page on which there was none before: its face is on its way. */
async function fresh(tag: FreshTag, scene: string, wish: Wish = {}): Promise<Shown> {
  frame = document.createElement('iframe');
  frame.style.cssText = `width: ${String(wish.width ?? 700)}px; height: 500px; border: 0`;
  frame.src = new URL('../support/fresh-page.html', import.meta.url).href;
  document.body.append(frame);
  const window = (): { fresh?: FreshPage } => frame?.contentWindow as unknown as { fresh?: FreshPage };
  await waitUntil(() => window().fresh !== undefined, 'the page is there', { timeout: 10_000 });
  const page = window().fresh!;
  frame.contentDocument!.documentElement.lang = wish.lang ?? 'en';
  wish.prepare?.(page);
  const { element, controller } = await page.make(tag, scene);
  for (const [name, value] of Object.entries(wish.attributes ?? {})) element.setAttribute(name, value);
  Object.assign(element, wish.properties);
  frame.contentDocument!.body.append(element);
  return { element: element as Shown['element'], controller, page };
}

/** Waits for the first look; it is gone with the face, which draws within the base alone. */
async function looked(element: HTMLElement): Promise<void> {
  await waitUntil(() => element.shadowRoot?.querySelector('.base') != null, 'there is a first look', { interval: 1 });
  expect(element.shadowRoot?.querySelector('[data-live]') ?? null, 'the face').to.equal(null);
}

/** Whether anything is drawn before the face: seen at every change. */
async function drawsFirst({ element }: Shown): Promise<boolean> {
  const seen: boolean[] = [];
  const look = (): void => {
    const root = element.shadowRoot!;
    if (root.querySelector('.base') !== null) seen.push(root.querySelector('[data-live]') === null);
  };
  new MutationObserver(look).observe(element.shadowRoot!, { childList: true, subtree: true });
  look();
  await element.updateComplete;
  return seen[0] ?? false;
}

afterEach(() => {
  frame?.remove();
});

const mains = [
  ['gdb-sync-button', 'changesNotSent', '.main', 'syncGeodatabase'],
  ['gdb-sync-button', 'notOffline', '.main', 'generateGeodatabase'],
  ['gdb-sync-progress', 'uploading', '[data-action="pause"]', 'pause'],
  ['gdb-sync-progress', 'uploading', '[data-action="cancel"]', 'cancel'],
  ['gdb-edit-errors', '4', '[data-action="retry-shown"]', 'retryEdits'],
] as const;

describe('the first look of an element', () => {
  for (const [tag, scene, control, method] of mains) {
    it(`${tag}, ${scene}: keeps a press on ${control} until the face is there, and carries it out once`, async () => {
      const { element, controller } = await fresh(tag, scene);
      await looked(element);
      inside(element, control).click();
      inside(element, control).click();
      expect(controller.count(method)).to.equal(0);
      await element.updateComplete;
      await waitUntil(() => controller.count(method) > 0, `${method} is called`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(controller.count(method)).to.equal(1);
      expect(allInside(element, '[data-kept]')).to.deep.equal([]);
    });

    it(`${tag}, ${scene}: the face goes on with the same ${control}, which keeps the focus, its words and its place`, async () => {
      const { element } = await fresh(tag, scene);
      await looked(element);
      const first = inside(element, control);
      first.focus();
      const base = inside(element, '.base');
      const label = first.querySelector<HTMLElement>('.label') ?? first;
      const before = { words: textOf(label), icon: first.querySelector('path')?.getAttribute('d'), ...boxOf(first) };
      await element.updateComplete;
      expect(inside(element, '[data-live]').isConnected, 'the face').to.equal(true);
      expect(inside(element, control) === first && inside(element, '.base') === base, 'the same nodes').to.equal(true);
      expect(element.shadowRoot?.activeElement === first, 'the focus').to.equal(true);
      const after = { words: textOf(label), icon: first.querySelector('path')?.getAttribute('d'), ...boxOf(first) };
      expect(after).to.deep.equal(before);
    });
  }

  it('is answered by the face where the pointer is let go after it came', async () => {
    const { element, controller } = await fresh('gdb-sync-button', 'changesNotSent');
    await looked(element);
    const button = inside(element, '.main');
    button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    await element.updateComplete;
    expect(inside(element, '.main') === button, 'the same node').to.equal(true);
    button.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, composed: true }));
    button.click();
    await waitUntil(() => controller.count('syncGeodatabase') === 1);
  });

  it('tells the page of one press as of one', async () => {
    const { element, controller } = await fresh('gdb-sync-button', 'changesNotSent');
    let clicks = 0;
    element.addEventListener('click', () => (clicks += 1));
    await looked(element);
    inside(element, '.main').click();
    await waitUntil(() => controller.count('syncGeodatabase') === 1);
    expect(clicks).to.equal(1);
  });

  it('opens the menu that was asked for', async () => {
    const { element } = await fresh('gdb-sync-button', 'ready');
    await looked(element);
    inside(element, '#more').click();
    await element.updateComplete;
    await waitUntil(() => inside(element, '#more').getAttribute('aria-expanded') === 'true', 'the menu opens');
  });

  it('shows as many changes as the face', async () => {
    const button = (await fresh('gdb-sync-button', 'manyChanges')).element;
    await looked(button);
    expect(textOf(inside(button, '.count'))).to.equal('99+');
  });

  it('has no accessibility findings', async () => {
    for (const [tag, scene] of [...mains, ['gdb-attachment-picker', 'empty']] as const) {
      const { element } = await fresh(tag, scene);
      await looked(element);
      const { adoptedStyleSheets, children } = element.shadowRoot!;
      const style = document.createElement('style');
      const rules = adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
      style.textContent = rules.map(({ cssText }) => cssText).join('');
      const copy = document.createElement('div');
      copy.attachShadow({ mode: 'open' }).append(style, ...[...children].map((child) => child.cloneNode(true)));
      document.body.append(copy);
      expect(await axeFindings(copy), tag).to.deep.equal([]);
      copy.remove();
      frame?.remove();
    }
  });

  const without: readonly (readonly [FreshTag, string, Wish?])[] = [
    ['gdb-sync-button', 'paused'],
    ['gdb-sync-button', 'signInNeeded'],
    ['gdb-sync-button', 'failed'],
    ['gdb-sync-button', 'uploading'],
    ['gdb-sync-button', 'offlineNotTaken'],
    ['gdb-sync-button', 'metered'],
    ['gdb-sync-button', 'ready', { attributes: { 'disabled-reason': 'Fill in the form first' } }],
    ['gdb-sync-button', 'ready', { attributes: { layers: 'trees' } }],
    ['gdb-sync-button', 'ready', { attributes: { extent: '1,2,3' } }],
    ['gdb-sync-button', 'ready', { attributes: { photos: 'sometimes' } }],
    ['gdb-sync-button', 'ready', { attributes: { 'auto-sync': 'at noon!' } }],
    ['gdb-sync-button', 'ready', { properties: { controller: undefined } }],
    ['gdb-sync-progress', 'ready'],
    ['gdb-sync-progress', 'paused'],
    ['gdb-sync-progress', 'waitingRetry'],
    ['gdb-sync-progress', 'otherTab'],
    ['gdb-edit-errors', '0'],
    ['gdb-attachment-picker', 'empty', { attributes: { disabled: '' } }],
    ['gdb-attachment-picker', 'empty', { attributes: { exif: 'perhaps' } }],
    ['gdb-attachment-picker', 'empty', { properties: { globalId: undefined } }],
  ];
  for (const [tag, scene, wish = {}] of without)
    it(`says nothing where something else is to be said: ${tag}, ${scene} ${JSON.stringify(wish)}`, async () => {
      expect(await drawsFirst(await fresh(tag, scene, wish))).to.equal(false);
    });

  it('is drawn with attributes that are right', async () => {
    const attributes = { layers: '0, 1', extent: '7.1,46.9,7.5,47.0', photos: 'wifi', 'auto-sync': 'load edits 30' };
    expect(await drawsFirst(await fresh('gdb-sync-button', 'notOffline', { attributes }))).to.equal(true);
  });
});

function boxOf(element: HTMLElement): object {
  const { left, right, width, height } = element.getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  return { left, right, width, height, top, bottom };
}

describe('files that are chosen before the face of the picker is there', () => {
  function choose(element: HTMLElement, name: string): void {
    const input = inside<HTMLInputElement>(element, '.add input');
    const chosen = new DataTransfer();
    chosen.items.add(new File(['bark'], name, { type: 'text/plain' }));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  it('are added once it is', async () => {
    const { element, controller } = await fresh('gdb-attachment-picker', 'empty');
    await looked(element);
    choose(element, 'bark.txt');
    expect(controller.count('addAttachment')).to.equal(0);
    await waitUntil(() => controller.attachments.records.length === 1);
    expect(controller.attachments.records[0]?.name).to.equal('bark.txt');
  });

  it('are added by the face to which the input belongs by then, when the dialog was opened before', async () => {
    const { element, controller } = await fresh('gdb-attachment-picker', 'empty');
    await looked(element);
    const input = inside(element, '.add input');
    await element.updateComplete;
    expect(inside(element, '.add input') === input, 'the same input').to.equal(true);
    choose(element, 'bark.txt');
    await waitUntil(() => controller.attachments.records.length === 1);
  });

  it('go to the feature for which they were chosen, whatever is shown by then', async () => {
    const { element, controller } = await fresh('gdb-attachment-picker', 'empty');
    await looked(element);
    const feature = (element as unknown as { globalId: string }).globalId;
    choose(element, 'bark.txt');
    Object.assign(element, { globalId: 'b5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b0ff' });
    await waitUntil(() => controller.attachments.records.length === 1);
    expect(controller.attachments.records[0]?.parentGlobalId).to.equal(feature);
  });

  it('are added where the page hands them over before the picker has its controller', async () => {
    const { element, controller } = await fresh('gdb-attachment-picker', 'empty', {
      properties: { controller: undefined },
    });
    (element as unknown as GdbAttachmentPicker).addFiles([new File(['bark'], 'bark.txt', { type: 'text/plain' })]);
    Object.assign(element, { controller });
    await waitUntil(() => controller.attachments.records.length === 1);
  });

  it('are asked about before the page is left, until they are on the device', async () => {
    const isAsked = (): boolean =>
      !frame!.contentWindow!.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const { element, controller } = await fresh('gdb-attachment-picker', 'empty');
    await looked(element);
    expect(isAsked()).to.equal(false);
    choose(element, 'bark.txt');
    expect(isAsked()).to.equal(true);
    await waitUntil(() => controller.attachments.records.length === 1);
    expect(isAsked()).to.equal(false);
  });
});

describe('the words of a first look', () => {
  const looks = [
    ['button', buttonLook, buttonEnglish],
    ['progress', progressLook, progressEnglish],
    ['errors', errorsLook, errorsListEnglish],
    ['picker', pickerLook, pickerEnglish],
    ['missing part', { firstKeys: missingKeys, firstTable: missingTable }, buttonEnglish],
    ['a reload', { firstKeys: ['reloadPage'] as const, firstTable: reloadTable }, buttonEnglish],
  ] as const;
  for (const [name, { firstKeys, firstTable }, english] of looks)
    it(`${name}: are those of the face, in every language`, async () => {
      const own = (messages: Readonly<Partial<Record<string, Message>>>): readonly (Message | undefined)[] =>
        firstKeys.map((key) => messages[key]);
      expect(firstTable['en']).to.deep.equal(own(english));
      const locales = await shippedLocales();
      for (const { lang, messages } of locales)
        expect(firstTable[lang.split('-', 1)[0]!], lang).to.deep.equal(own(messages));
      expect(Object.keys(firstTable).length).to.equal(locales.length + 1);
    });

  for (const lang of ['de', 'pt-BR', 'ar', 'zh-Hans', 'zh-Hant', 'fi', 'iw'])
    it(`are not changed by the face in a page in ${lang}`, async () => {
      const { element } = await fresh('gdb-sync-button', 'changesNotSent', { lang });
      const said = new Set<string>();
      const listen = (): void => {
        for (const label of allInside(element, '.label')) said.add(textOf(label));
      };
      new MutationObserver(listen).observe(element.shadowRoot!, {
        childList: true,
        subtree: true,
        characterData: true,
      });
      await looked(element);
      listen();
      await element.updateComplete;
      await new Promise((resolve) => setTimeout(resolve, 100));
      listen();
      expect([...said]).to.have.lengthOf(1);
    });

  it('are the page’s own where it has some', async () => {
    const { element } = await fresh('gdb-sync-button', 'ready', {
      lang: 'de',
      properties: { messageOverrides: { sync: 'Senden' } },
    });
    await looked(element);
    expect(textOf(inside(element, '.label'))).to.equal('Senden');
  });

  it('are those of a language that the page added', async () => {
    const prepare = (page: FreshPage): void => {
      page.addLanguage('de', { messages: { sync: 'Heimschicken' } });
    };
    const { element } = await fresh('gdb-sync-button', 'ready', { lang: 'de', prepare });
    await looked(element);
    expect(textOf(inside(element, '.label'))).to.equal('Heimschicken');
    expect(inside(element, '#more').getAttribute('aria-label')).to.equal('More');
  });
});

describe('counts without a formatter', () => {
  it('are written as with one, in every language', async () => {
    const message: Message = {
      one: '1: {count}',
      two: '2: {count}',
      few: 'f: {count}',
      many: 'm: {count}',
      other: 'o: {count}',
    };
    const langs = [
      'en',
      'en-IN',
      'es-MX',
      'pt-PT',
      'de-u-nu-arab',
      ...(await shippedLocales()).map(({ lang }) => lang),
    ];
    for (const lang of langs) {
      const plural = new Intl.PluralRules(lang);
      const number = new Intl.NumberFormat(lang);
      for (const count of [...Array(130).keys(), 999, 1000, 1001, 12_345, 999_999, 1_000_000]) {
        const text = message[plural.select(count)] ?? message.other;
        expect(formatMessage(message, { count }, lang), lang).to.equal(text.replace('{count}', number.format(count)));
      }
    }
  });
});

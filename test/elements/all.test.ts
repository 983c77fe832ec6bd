import { expect } from '@open-wc/testing';
import { addLanguage } from '../../src/elements/all.js';
import { define } from '../../src/elements/define.js';
import type { SyncController } from '../../src/controller/types.js';
import { axeFindings } from '../support/axe.js';
import { FEATURE } from '../support/attachment-scenes.js';
import { scenes } from '../support/controller-states.js';
import { allInside, clear, inside, settled, show, textOf } from '../support/element-page.js';
import { attachmentOf } from '../support/scripted-attachments.js';
import { ScriptedController } from '../support/scripted-controller.js';

const tags = ['gdb-sync-button', 'gdb-sync-progress', 'gdb-edit-errors', 'gdb-attachment-picker'] as const;
const SERVICE = 'https://example.com/arcgis/rest/services/Trees/FeatureServer';

/** What the page's registry looks like from outside: another copy of this library could have filled it. */
const registry = (): Map<string, SyncController> =>
  ((globalThis as unknown as Record<symbol, Map<string, SyncController>>)[Symbol.for('gdb-sync/1')] ??= new Map());

/** A controller in the page's registry, as if another element or another copy of the library had made it. */
function share(geodatabase = 'default'): ScriptedController {
  const controller = Object.assign(new ScriptedController(scenes.completedWithErrors()), {
    fillOptions: () => undefined,
  });
  registry().set(`${SERVICE}\n${geodatabase}`, controller);
  return controller;
}

async function shared(tag: (typeof tags)[number], attributes: Record<string, string> = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ 'service-url': SERVICE, ...attributes }))
    element.setAttribute(name, value);
  await show(element);
  // The registry comes by import(), the first time from the network.
  await import('../../src/controller/registry.js');
  await settled(element);
  return element;
}

afterEach(() => {
  clear();
  registry().clear();
});

for (const tag of tags)
  describe(`${tag}, as all four,`, () => {
    it('shares the page’s controller for its service and geodatabase, whoever made it', async () => {
      const controller = share();
      const other = share('north');
      const element = await shared(tag);
      expect(element.controller === controller, 'the same controller').to.equal(true);
      element.setAttribute('geodatabase', 'north');
      await settled(element);
      expect(element.controller === other, 'the same controller').to.equal(true);
    });

    it('takes a layer’s address for its service’s', async () => {
      const controller = share();
      const element = await shared(tag, { 'service-url': `${SERVICE}/1/` });
      expect(element.controller === controller, 'the same controller').to.equal(true);
    });

    it('uses the controller it is given, even before it was upgraded', async () => {
      const controller = new ScriptedController();
      const element = document.createElement(tag);
      Object.assign(element, { controller });
      await show(element);
      expect(element.controller === controller, 'the same controller').to.equal(true);
    });

    it('mirrors the controller’s events without bubbling', async () => {
      const controller = share();
      const element = await shared(tag);
      const onElement: string[] = [];
      const onPage: string[] = [];
      const types = ['gdb-sync-status-change', 'gdb-edits-change', 'gdb-auth-required'] as const;
      for (const type of types) {
        element.addEventListener(type, (event) => onElement.push(event.type));
        document.body.addEventListener(type, () => onPage.push(type), { once: true });
      }
      controller.show(scenes.ready());
      controller.attachmentsChanged();
      controller.askForSignIn();
      expect(onElement).to.deep.equal([...types]);
      expect(onPage).to.deep.equal([]);
    });

    it('leaves no listener behind, and is back when it is put back', async () => {
      const controller = new ScriptedController();
      let listeners = 0;
      const add = controller.addEventListener.bind(controller);
      const remove = controller.removeEventListener.bind(controller);
      controller.addEventListener = (...args: Parameters<typeof add>) => {
        listeners += 1;
        add(...args);
      };
      controller.removeEventListener = (...args: Parameters<typeof remove>) => {
        listeners -= 1;
        remove(...args);
      };
      const element = document.createElement(tag);
      element.controller = controller;
      await show(element);
      const used = listeners;
      expect(used).to.be.above(0);
      for (let round = 0; round < 20; round += 1) {
        const parent = element.parentElement!;
        element.remove();
        expect(listeners).to.equal(0);
        parent.append(element);
        await element.updateComplete;
        expect(listeners).to.equal(used);
      }
      element.remove();
    });

    it('says which attribute is missing or wrong', async () => {
      const element = await show(document.createElement(tag));
      expect(textOf(inside(element, '.base'))).to.contain('service-url is missing');
      element.setAttribute('service-url', 'ftp://x');
      await settled(element);
      expect(textOf(inside(element, '.base'))).to.contain('service-url: “ftp://x” is not the web address');
      expect(await axeFindings(element)).to.deep.equal([]);
    });

    it('passes on why the library refused', async () => {
      const controller = share();
      Object.assign(controller, {
        fillOptions: () => {
          throw new Error('This page already uses it with another userId.');
        },
      });
      const element = await shared(tag);
      expect(textOf(inside(element, '.base'))).to.contain('This page already uses it with another userId');
    });

    it('says it in the page’s own words', async () => {
      const element = document.createElement(tag);
      element.messageOverrides = { serviceUrlMissing: 'Which service?' };
      await show(element);
      expect(textOf(inside(element, '.base'))).to.contain('Which service?');
    });

    it('inherits the language of its place, and changes with it', async () => {
      addLanguage('de', { messages: { serviceUrlMissing: 'service-url fehlt' } });
      const element = document.createElement(tag);
      await show(element);
      const { lang } = document.documentElement;
      document.documentElement.lang = 'de-CH';
      await settled(element);
      const german = textOf(inside(element, '.base'));
      document.documentElement.lang = lang;
      await settled(element);
      expect(german).to.contain('service-url fehlt');
      expect(textOf(inside(element, '.base'))).to.contain('service-url is missing');
    });

    it('is dark where a Calcite page is, and where the page’s colour scheme is', async () => {
      const element = document.createElement(tag);
      element.controller = new ScriptedController(scenes.failed());
      await show(element);
      const colour = (): string => getComputedStyle(inside(element, '.base')).color;
      expect(colour()).to.equal('rgb(21, 21, 21)');
      document.body.classList.add('calcite-mode-dark');
      await settled(element);
      expect(colour()).to.equal('rgb(255, 255, 255)');
      document.body.classList.remove('calcite-mode-dark');
      await settled(element);
      expect(colour()).to.equal('rgb(21, 21, 21)');
      element.parentElement!.style.colorScheme = 'dark';
      expect(colour()).to.equal('rgb(255, 255, 255)');
    });

    it('takes Calcite’s colours, and its own properties before those', async () => {
      const element = document.createElement(tag);
      await show(element);
      const colour = (): string => getComputedStyle(inside(element, '.base')).color;
      element.style.setProperty('--calcite-color-text-1', 'rgb(1, 2, 3)');
      expect(colour()).to.equal('rgb(1, 2, 3)');
      element.style.setProperty('--gdb-color-text', 'rgb(4, 5, 6)');
      expect(colour()).to.equal('rgb(4, 5, 6)');
    });

    it('works inside another shadow root and in a dialog, and gives its targets room', async () => {
      const dialog = document.createElement('dialog');
      const outer = document.createElement('div');
      const root = outer.attachShadow({ mode: 'open' });
      const element = document.createElement(tag);
      const controller = new ScriptedController(scenes.completedWithErrors());
      controller.attachments.set(attachmentOf());
      element.controller = controller;
      if (tag === 'gdb-attachment-picker') Object.assign(element, { layerId: 0, globalId: FEATURE });
      root.append(element);
      dialog.append(outer);
      document.body.append(dialog);
      dialog.showModal();
      await settled(element);
      const targets = allInside(element, 'button, label.button').filter((node) => node.getClientRects().length > 0);
      for (const target of targets) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.className).to.be.at.least(32);
      }
      dialog.remove();
    });

    it('fits in 320 pixels', async () => {
      const element = document.createElement(tag);
      const controller = new ScriptedController(scenes.completedWithErrors());
      controller.attachments.set(attachmentOf({ name: `${'x'.repeat(120)}.jpg` }));
      element.controller = controller;
      if (tag === 'gdb-attachment-picker') Object.assign(element, { layerId: 0, globalId: FEATURE });
      await show(element);
      element.parentElement!.style.width = '288px';
      await settled(element);
      expect(element.getBoundingClientRect().width).to.be.at.most(288);
      expect(inside(element, '.base').scrollWidth).to.be.at.most(288);
    });

    it('moves nothing where motion is not wanted, and loads no address', async () => {
      const element = await show(document.createElement(tag));
      for (const sheet of element.shadowRoot?.adoptedStyleSheets ?? [])
        for (const rule of sheet.cssRules) {
          expect(rule.cssText).not.to.match(/blob:|data:|url\(/);
          const isForMotion = rule instanceof CSSMediaRule && rule.conditionText.includes('no-preference');
          if (!isForMotion) expect(rule.cssText).not.to.match(/\b(animation|transition)[-a-z]*:/);
        }
    });
  });

describe('define', () => {
  it('leaves a tag alone that another copy of the library has', () => {
    const before = customElements.get('gdb-sync-button');
    define('gdb-sync-button', class extends HTMLElement {});
    expect(customElements.get('gdb-sync-button') === before).to.equal(true);
  });
});

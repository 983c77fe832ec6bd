/** How an element finds its map, and that one without a map loads nothing of it. The real map is in the journey `arcgis-elements`. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import { GdbZoomRequestEvent } from '../../src/elements/common/events.js';
import type { MapViewLike } from '../../src/elements/common/map-binding.js';
import { axeFindings } from '../support/axe.js';
import { scenes, type Scene } from '../support/controller-states.js';
import { clear, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

const loaded = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.includes('/src/arcgis/'));

/** Knows where it was sent, and what is drawn on it. */
class RecordingView {
  readonly went: unknown[] = [];
  readonly drawn: object[] = [];
  readonly listeners = new Map<string, (event: never) => void>();
  readonly spatialReference = { wkid: 4326 };
  readonly scale = 1_000_000;
  readonly extent = box(0, 10, 20, 20);
  readonly graphics = {
    add: (graphic: object) => this.drawn.push(graphic),
    remove: (graphic: object) => this.drawn.splice(this.drawn.indexOf(graphic), 1),
    toArray: () => this.drawn,
  };
  goTo(target: unknown): Promise<unknown> {
    this.went.push(target);
    return Promise.resolve();
  }
  on(type: string, listener: (event: never) => void): { remove(): void } {
    this.listeners.set(type, listener);
    return { remove: () => this.listeners.delete(type) };
  }
}

function box(xmin: number, ymin: number, xmax: number, ymax: number): NonNullable<MapViewLike['extent']> {
  return { xmin, ymin, xmax, ymax, center: {}, clone: () => box(xmin, ymin, xmax, ymax) };
}

/** One tree, at a known place. */
class TreeController extends ScriptedController {
  override queryFeatures(): ReturnType<ScriptedController['queryFeatures']> {
    const tree = { globalId: 'a', objectId: 7, pending: 'none', pendingAttachments: 0, attributes: {} } as const;
    return Promise.resolve({
      layerId: 0,
      objectIdFieldName: 'OBJECTID',
      globalIdFieldName: 'GlobalID',
      spatialReference: { wkid: 4326 },
      fields: [],
      features: [{ ...tree, geometry: { x: 7, y: 50 } }],
      exceededTransferLimit: false,
    });
  }
}

const zoomTo = (element: GdbEditErrors): boolean =>
  element.dispatchEvent(new GdbZoomRequestEvent({ layerId: 0, globalId: 'a', objectId: 7 }));

async function errorList(settings: Partial<GdbEditErrors> = {}): Promise<GdbEditErrors> {
  const element = document.createElement('gdb-edit-errors');
  return show(Object.assign(element, { controller: new TreeController(scenes.ready()), ...settings }));
}

afterEach(clear);

describe('an element without a map', () => {
  it('loads nothing of what knows maps', async () => {
    for (const tag of ['gdb-sync-button', 'gdb-edit-errors', 'gdb-attachment-picker'] as const) {
      const element = document.createElement(tag);
      element.controller = new ScriptedController(scenes.notOffline());
      await show(element);
    }
    zoomTo(await errorList());
    expect(loaded()).to.deep.equal([]);
  });
});

describe('an element with a map', () => {
  it('goes to the feature that a person asks for, and marks it', async () => {
    const view = new RecordingView();
    const element = await errorList({ view });
    await waitUntil(() => loaded().length > 0);
    await waitUntil(() => {
      if (view.went.length === 0) zoomTo(element);
      return view.went.length > 0;
    });
    expect(view.went[0]).to.deep.equal({ center: { x: 7, y: 50 }, scale: 5_000 });
    await waitUntil(() => view.drawn.length === 1);
  });

  it('leaves it to a page that cancels the request', async () => {
    const view = new RecordingView();
    const element = await errorList({ view });
    await settled(element);
    const cancel = (event: Event): void => {
      event.preventDefault();
    };
    document.addEventListener('gdb-zoom-request', cancel);
    zoomTo(element);
    await settled(element);
    document.removeEventListener('gdb-zoom-request', cancel);
    expect(view.went).to.deep.equal([]);
  });

  it('takes its marks from the map when it leaves the page', async () => {
    const view = new RecordingView();
    const element = await errorList({ view });
    await settled(element);
    zoomTo(element);
    await waitUntil(() => view.drawn.length === 1);
    element.remove();
    expect(view.drawn).to.deep.equal([]);
  });

  it('finds the map component that reference-element names, also one that comes later and is ready later still', async () => {
    const view = new RecordingView();
    const element = await errorList({ referenceElement: 'the-map' });
    await settled(element);
    const map = document.createElement('later-map');
    map.id = 'the-map';
    element.before(map);
    await settled(element);
    let isReady: (() => void) | undefined;
    customElements.define(
      'later-map',
      class extends HTMLElement {
        view: RecordingView | null = null;
        async viewOnReady(): Promise<void> {
          await new Promise<void>((resolve) => (isReady = resolve));
          this.view = view;
        }
      },
    );
    await waitUntil(() => isReady !== undefined);
    zoomTo(element);
    await settled(element);
    expect(view.went).to.deep.equal([]);
    isReady?.();
    await settled(element);
    zoomTo(element);
    await waitUntil(() => view.went.length === 1);
  });
});

describe('the sync button with a map', () => {
  const ESTIMATE = { features: 1234, bytes: 12_400_000, withAttachments: true, layers: [] };

  async function withMap(settings: { readonly extent?: string; readonly look?: (typeof looks)[number] } = {}): Promise<{
    element: HTMLElementTagNameMap['gdb-sync-button'];
    view: RecordingView;
    controller: ScriptedController;
  }> {
    const view = new RecordingView();
    const controller = new ScriptedController(scenes.notOffline());
    controller.estimate = ESTIMATE;
    const element = document.createElement('gdb-sync-button');
    if (settings.extent !== undefined) element.extent = settings.extent;
    await show(Object.assign(element, { controller, view }), settings.look);
    await settled(element);
    inside(element, '.main').click();
    await settled(element);
    return { element, view, controller };
  }
  const taken = (controller: ScriptedController): readonly unknown[] =>
    controller.calls.filter(({ method }) => method === 'generateGeodatabase');

  it('shows the area first, and takes it when a person says so', async () => {
    const { element, view, controller } = await withMap();
    expect(taken(controller)).to.deep.equal([]);
    await waitUntil(() => view.drawn.length === 1, 'the area on the map');
    expect(element.shadowRoot?.activeElement?.id).to.equal('area-title');
    await waitUntil(() => textOf(inside(element, '#area-told')).includes('12 MB'));
    expect(textOf(inside(element, '#area-told'))).to.equal('1,234 features, about 12 MB');
    inside(element, '[data-action="take"]').click();
    await settled(element);
    expect(taken(controller)).to.have.length(1);
    const asked = controller.calls.findLast(({ method }) => method === 'createDefaultGenerateGeodatabaseParameters');
    expect(asked?.args[0]).to.deep.include({ xmin: 0, ymin: 10, xmax: 20, ymax: 20 });
    expect(element.extent).to.equal(undefined);
    expect(view.drawn).to.deep.equal([]);
  });

  it('also when the press comes before the map', async () => {
    const controller = new ScriptedController(scenes.notOffline());
    controller.estimate = ESTIMATE;
    const element = document.createElement('gdb-sync-button');
    await show(Object.assign(element, { controller }));
    await settled(element);
    element.view = new RecordingView();
    await element.updateComplete;
    inside(element, '.main').click();
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'area-title');
    expect(taken(controller)).to.deep.equal([]);
  });

  describe('whose map is not there', () => {
    async function pressed(
      settings: Partial<HTMLElementTagNameMap['gdb-sync-button']>,
      scene: Scene = scenes.notOffline(),
    ): Promise<{ element: HTMLElementTagNameMap['gdb-sync-button']; controller: ScriptedController }> {
      const controller = new ScriptedController(scene);
      controller.estimate = ESTIMATE;
      const element = document.createElement('gdb-sync-button');
      await show(Object.assign(element, { controller, ...settings }));
      await settled(element);
      inside(element, '.main').click();
      return { element, controller };
    }
    const isTold = (element: HTMLElement, words: string): Promise<void> =>
      waitUntil(() => textOf(inside(element, '#detail')).includes(words), words, { timeout: 6000 });

    for (const [name, scene] of [
      ['takes nothing', scenes.notOffline()],
      ['takes nothing, also not without a connection', scenes.offlineNotTaken()],
    ] as const)
      it(`${name}: a press names the id that is nowhere, and the next one finds the map that came`, async () => {
        const { element, controller } = await pressed({ referenceElement: 'a-typo' }, scene);
        await waitUntil(() => textOf(inside(element, '[data-live]')).includes('“a-typo”'), 'told', { timeout: 6000 });
        if (!scene.state.paused.includes('offline')) await isTold(element, 'nothing on this page has the id “a-typo”');
        expect(controller.calls.map(({ method }) => method)).not.to.include('generateGeodatabase');
        const map = document.createElement('div');
        map.id = 'a-typo';
        element.before(Object.assign(map, { view: new RecordingView() }));
        await settled(element);
        inside(element, '.main').click();
        await waitUntil(() => element.shadowRoot?.activeElement?.id === 'area-title');
        expect(taken(controller)).to.deep.equal([]);
      });

    it('says that the map could not be loaded, and a press tries again', async () => {
      let failures = 0;
      const view = Object.assign(new RecordingView(), {
        when: () => (failures++ === 0 ? Promise.reject(new Error('no WebGL')) : Promise.resolve()),
      });
      const { element, controller } = await pressed({ view });
      await waitUntil(() => element.shadowRoot?.activeElement?.id === 'area-title', 'the press is the next try');
      expect(taken(controller)).to.deep.equal([]);
      element.remove();
      const broken = Object.assign(new RecordingView(), { when: () => Promise.reject(new Error('no WebGL')) });
      const second = await pressed({ view: broken });
      await isTold(second.element, 'The map could not be loaded');
      expect(second.element.getAttribute('state')).to.equal('attention');
      expect(textOf(inside(second.element, '.label'))).to.equal('Try again');
      expect(taken(second.controller)).to.deep.equal([]);
      broken.when = (): Promise<never> => Promise.resolve() as Promise<never>;
      dispatchEvent(new Event('online'));
      await waitUntil(() => second.element.getAttribute('state') === 'not-offline', 'the connection is back');
      inside(second.element, '.main').click();
      await waitUntil(() => second.element.shadowRoot?.activeElement?.id === 'area-title');
    });

    it('has one map after a press that tried again, however often the connection comes back', async () => {
      let tries = 0;
      const view = Object.assign(new RecordingView(), {
        when: () => (tries++ === 0 ? Promise.reject(new Error('no WebGL')) : Promise.resolve()),
      });
      await pressed({ view }).then(({ element }) =>
        waitUntil(() => element.shadowRoot?.activeElement?.id === 'area-title', 'the press is the next try'),
      );
      const before = tries;
      dispatchEvent(new Event('online'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(tries).to.equal(before);
    });

    it('says that it is not ready while it takes too long, and forgets it once it is', async () => {
      let come: (() => void) | undefined;
      const view = Object.assign(new RecordingView(), {
        when: () =>
          new Promise<void>((resolve) => {
            come = resolve;
          }),
      });
      const { element, controller } = await pressed({ view });
      await isTold(element, 'not ready yet');
      expect(taken(controller)).to.deep.equal([]);
      come?.();
      await waitUntil(() => element.getAttribute('state') === 'not-offline');
    }).timeout(10_000);

    it('takes the area that the page names all the same', async () => {
      const { controller } = await pressed({ referenceElement: 'a-typo', extent: '1,2,3,4' });
      await waitUntil(() => taken(controller).length === 1);
    });
  });

  it('does not ask where the page names the area', async () => {
    const { controller } = await withMap({ extent: '1,2,3,4' });
    await waitUntil(() => taken(controller).length === 1);
  });

  it('chooses the area that takes the place of one that is here, before anything happens to that', async () => {
    const view = new RecordingView();
    const controller = new ScriptedController(scenes.ready());
    controller.estimate = ESTIMATE;
    const element = document.createElement('gdb-sync-button');
    await show(Object.assign(element, { controller, view }));
    await waitUntil(() => !element.lacksMap, 'the map');
    const find = (selector: string): HTMLElement | null =>
      element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
    const done = (): readonly string[] =>
      controller.calls.map(({ method }) => method).filter((method) => /^(un|sync|generate)/.test(method));
    inside(element, '#more').click();
    await waitUntil(() => find('[data-item=menuReplace]'), 'the menu');
    find('[data-item=menuReplace]')?.click();
    await waitUntil(() => find('[data-leave]'), 'the page');

    find('[data-leave]')?.click();
    await waitUntil(() => element.shadowRoot?.activeElement?.id === 'area-title', 'the area');
    inside(element, '.area-panel').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settled(element);
    expect(done(), 'nobody chose one').to.deep.equal([]);
    expect(element.shadowRoot?.activeElement).to.equal(find('[data-leave]'));

    find('[data-leave]')?.click();
    await waitUntil(() => find('.area-panel'), 'the area again');
    inside(element, '[data-action="take"]').click();
    await waitUntil(() => taken(controller).length === 1, 'the new area is taken');
    expect(done()).to.deep.equal(['unregisterGeodatabase', 'generateGeodatabase']);
    const asked = controller.calls.findLast(({ method }) => method === 'createDefaultGenerateGeodatabaseParameters');
    expect(asked?.args[0]).to.deep.include({ xmin: 0, ymin: 10, xmax: 20, ymax: 20 });
    expect(find('.area-panel')).to.equal(null);
    expect(view.drawn).to.deep.equal([]);
  });

  it('closes by Escape, and gives the focus back', async () => {
    const { element, view } = await withMap();
    inside(element, '.area-panel').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settled(element);
    expect(element.shadowRoot?.querySelector('.area-panel')).to.equal(null);
    expect(view.drawn).to.deep.equal([]);
    expect(element.shadowRoot?.activeElement?.className).to.contain('main');
  });

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      const { element } = await withMap({ look });
      expect(await axeFindings(element)).to.deep.equal([]);
    });
});

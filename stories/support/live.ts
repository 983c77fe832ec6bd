/** What the live situations share: a service inside the page for each story, four elements on it, and what a person does there. */
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { ServiceOptions } from '../../emulator/options.js';
import type { ControllerOptions, SyncController } from '../../src/controller/types.js';
import type { LocalFeature } from '../../src/shared/queries.js';
import { picture } from '../../test/support/pictures.js';
import { freeDisk } from './disk.js';
import { setNetwork } from './network.js';
import { liveService, type LiveService } from './page-service.js';

interface Loaded {
  service: LiveService;
  /** For the story of two tabs: the controller that the other one has. */
  other: SyncController;
}

export const serviceOf = ({ loaded }: Pick<StoryContext, 'loaded'>): LiveService =>
  (loaded as unknown as Loaded).service;

export const otherTabOf = ({ loaded }: Pick<StoryContext, 'loaded'>): SyncController =>
  (loaded as unknown as Loaded).other;

/** All four on a service inside this page. */
export function allFour(context: StoryContext): TemplateResult {
  const { controller } = serviceOf(context);
  return html`
    <div style="display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-inline-size: 46rem">
      <gdb-sync-button .controller=${controller}></gdb-sync-button>
      <gdb-sync-progress .controller=${controller}></gdb-sync-progress>
      <gdb-edit-errors .controller=${controller}></gdb-edit-errors>
      <gdb-attachment-picker .controller=${controller} layer-id="0"></gdb-attachment-picker>
    </div>
  `;
}

let running: LiveService | undefined;

interface Setting {
  readonly options?: Partial<ControllerOptions>;
  readonly behaviour?: Partial<ServiceOptions>;
  /** The area is taken before the story begins, and open in a second tab. */
  readonly inTwoTabs?: boolean;
}

/** A service of its own, which ends with the story. */
export function live({ options, behaviour, inTwoTabs = false }: Setting = {}): Pick<
  StoryObj,
  'loaders' | 'beforeEach'
> {
  return {
    loaders: [
      async (): Promise<Loaded> => {
        const service = await liveService(options, behaviour);
        running = service;
        await service.controller.ready;
        if (!inTwoTabs) return { service, other: service.controller };
        await take(service);
        return { service, other: await service.anotherTab() };
      },
    ],
    beforeEach: () => async () => {
      setNetwork('online');
      freeDisk();
      await running?.end();
      running = undefined;
    },
  };
}

/** Waits until something is so; says what was waited for when it never is. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 15_000; !isSo();) {
    if (Date.now() > end) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Throws unless it is so: what a story promises, asked of the service itself. */
export function mustBe(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`This is not so: ${what}`);
}

/** Long enough for a person who watches. */
export const toBeSeen = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 1500));

/** Takes the area offline. Resolves with the airfields, at least two. */
export async function take({ controller }: LiveService): Promise<readonly [LocalFeature, LocalFeature]> {
  await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters(null));
  const [first, second] = (await controller.queryFeatures(0)).features;
  if (first === undefined || second === undefined) throw new Error('The area came empty.');
  return [first, second];
}

/** Puts a state and a photo on an airfield, and shows its files. */
export async function inspect(context: StoryContext, feature: LocalFeature, photo?: File): Promise<void> {
  const { controller } = serviceOf(context);
  await controller.applyEdits(0, { updates: [{ attributes: { GlobalID: feature.globalId, status: 'progress' } }] });
  const file = photo ?? new File([await picture(7)], 'runway.jpg', { type: 'image/jpeg' });
  await controller.addAttachment(0, feature.globalId, file);
  const picker = context.canvasElement.querySelector('gdb-attachment-picker');
  if (picker) picker.globalId = feature.globalId;
}

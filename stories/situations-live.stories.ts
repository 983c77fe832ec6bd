import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/all.js';
import type { ControllerOptions, SyncController } from '../src/controller/types.js';
import type { LocalFeature } from '../src/shared/queries.js';
import { picture } from '../test/support/pictures.js';
import { fillDisk, freeDisk } from './support/disk.js';
import { setNetwork } from './support/network.js';
import { liveService, type LiveService } from './support/page-service.js';
import { press } from './support/press.js';

interface Loaded {
  service: LiveService;
  /** For the story of two tabs: the controller that the other one has. */
  other: SyncController;
}

const serviceOf = ({ loaded }: StoryContext): LiveService => (loaded as unknown as Loaded).service;

/** All four on a service inside this page. */
const meta: Meta = {
  title: 'Situations/Live',
  tags: ['live'],
  render: (_args, context) => {
    const { controller } = serviceOf(context);
    return html`
      <div style="display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-inline-size: 46rem">
        <gdb-sync-button .controller=${controller}></gdb-sync-button>
        <gdb-sync-progress .controller=${controller}></gdb-sync-progress>
        <gdb-edit-errors .controller=${controller}></gdb-edit-errors>
        <gdb-attachment-picker .controller=${controller} layer-id="0"></gdb-attachment-picker>
      </div>
    `;
  },
};
export default meta;

let running: LiveService | undefined;

function live(options: Partial<ControllerOptions> = {}): Pick<StoryObj, 'loaders' | 'beforeEach'> {
  return {
    loaders: [
      async (): Promise<Loaded> => {
        const service = await liveService(options);
        running = service;
        await service.controller.ready;
        return { service, other: service.controller };
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
async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 15_000; !isSo();) {
    if (Date.now() > end) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Long enough for a person who watches. */
const toBeSeen = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 1500));

async function take({ controller }: LiveService): Promise<readonly LocalFeature[]> {
  await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters(null));
  const { features } = await controller.queryFeatures(0);
  return features;
}

/** Puts a state and a photo on an airfield, and shows its files. */
async function inspect(context: StoryContext, feature: LocalFeature): Promise<void> {
  const { controller } = serviceOf(context);
  await controller.applyEdits(0, { updates: [{ attributes: { GlobalID: feature.globalId, status: 'progress' } }] });
  const photo = new File([await picture(7)], 'runway.jpg', { type: 'image/jpeg' });
  await controller.addAttachment(0, feature.globalId, photo);
  const picker = context.canvasElement.querySelector('gdb-attachment-picker');
  if (picker) picker.globalId = feature.globalId;
}

/** Take the area, change something, add a photo, sync: all of it against a service inside this page. */
export const ADayInTheField: StoryObj = {
  ...live(),
  play: async (context) => {
    const { controller } = serviceOf(context);
    const [first] = await take(serviceOf(context));
    if (first === undefined) throw new Error('The area came empty.');
    await inspect(context, first);
    await controller.syncGeodatabase();
    await until(() => controller.status === 'ready', 'everything is sent');
  },
};

/** Nothing to press: the service is there, and waits. Set the network in the toolbar. */
export const PlayWithIt: StoryObj = { ...live() };

/** The network goes, work goes on, the network comes back, and everything is sent. */
export const OfflineAndBack: StoryObj = {
  ...live(),
  play: async (context) => {
    const { controller } = serviceOf(context);
    const [first] = await take(serviceOf(context));
    if (first === undefined) throw new Error('The area came empty.');
    setNetwork('offline');
    await inspect(context, first);
    await until(() => controller.state.paused.includes('offline'), 'it says that there is no connection');
    setNetwork('online');
    await controller.syncGeodatabase();
    await until(() => controller.status === 'ready', 'everything is sent');
  },
};

/** The reply is lost after the service has done everything: it asks before it sends anything again. */
export const HalfAnUpload: StoryObj = {
  ...live(),
  play: async (context) => {
    const service = serviceOf(context);
    const [first] = await take(service);
    if (first === undefined) throw new Error('The area came empty.');
    await inspect(context, first);
    await service.strike([{ operation: 'synchronizeReplica', kind: 'dropBeforeCommit', occurrence: 'every' }]);
    void service.controller.syncGeodatabase().catch(() => undefined);
    await until(() => service.controller.status === 'waiting-retry', 'it waits to try again');
  },
};

/** The token ends in the middle: nothing is lost, and the button asks to sign in. */
export const SignInExpired: StoryObj = {
  ...live(),
  play: async (context) => {
    const service = serviceOf(context);
    const [first] = await take(service);
    if (first === undefined) throw new Error('The area came empty.');
    await inspect(context, first);
    await service.strike([{ operation: '*', kind: 'token498', occurrence: 'every' }]);
    void service.controller.syncGeodatabase().catch(() => undefined);
    await until(() => service.controller.status === 'sign-in-needed', 'it asks to sign in');
  },
};

/** The disk is full in the middle of a sync: it says so, keeps everything, and goes on when somebody has made room. */
export const QuotaFull: StoryObj = {
  ...live(),
  play: async (context) => {
    const { controller } = serviceOf(context);
    const [first] = await take(serviceOf(context));
    if (first === undefined) throw new Error('The area came empty.');
    await inspect(context, first);
    const unsent = controller.state.pending.features + controller.state.pending.attachments;
    fillDisk();
    await controller.syncGeodatabase().catch(() => undefined);
    await until(() => controller.status === 'storage', 'it says that the disk is full');
    await toBeSeen();
    freeDisk();
    if (controller.state.pending.features + controller.state.pending.attachments !== unsent)
      throw new Error('Something was lost.');
    await press(context.canvasElement, { tag: 'gdb-sync-button', selector: '.main' });
    await until(() => controller.status === 'ready', 'everything is sent');
  },
};

/** Two tabs on one area: what is changed in one is in the other, one of them syncs, and both show it. */
export const TwoTabs: StoryObj = {
  ...live(),
  loaders: [
    async (): Promise<Loaded> => {
      const service = await liveService();
      running = service;
      await service.controller.ready;
      await take(service);
      return { service, other: await service.anotherTab() };
    },
  ],
  render: (_args, { loaded }) => {
    const { service, other } = loaded as unknown as Loaded;
    return html`<div
      style="display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr))"
    >
      ${[service.controller, other].map(
        (controller, at) => html`
          <section aria-label="Tab ${at + 1}">
            <h2>Tab ${at + 1}</h2>
            <gdb-sync-button .controller=${controller}></gdb-sync-button>
            <gdb-sync-progress .controller=${controller}></gdb-sync-progress>
          </section>
        `,
      )}
    </div>`;
  },
  play: async (context) => {
    const { controller } = serviceOf(context);
    const { other } = context.loaded as unknown as Loaded;
    const [first] = (await other.queryFeatures(0)).features;
    if (first === undefined) throw new Error('The other tab has no area.');
    await inspect(context, first);
    await until(() => other.status === 'changes-not-sent', 'the other tab shows what is not sent');
    setNetwork('slow');
    const one = controller.syncGeodatabase();
    await until(() => other.status === 'other-tab', 'the other tab shows who syncs');
    const two = other.syncGeodatabase();
    await toBeSeen();
    setNetwork('online');
    const results = await Promise.all([one, two]);
    if (results.some(({ sent }) => sent.features !== 1)) throw new Error('Not both were told what was sent.');
    await until(() => controller.status === 'ready' && other.status === 'ready', 'both say that everything is sent');
  },
};

/** The office changed the same airfield meanwhile: both sides are kept until a person decides. */
export const AConflict: StoryObj = {
  ...live({ conflictPolicy: 'ask' }),
  play: async (context) => {
    const service = serviceOf(context);
    const [first] = await take(service);
    if (first === undefined) throw new Error('The area came empty.');
    await service.officeEdits({ OBJECTID: first.objectId, notes: 'Seen by the office' });
    await service.controller.applyEdits(0, {
      updates: [{ attributes: { GlobalID: first.globalId, notes: 'Wet runway' } }],
    });
    await service.controller.syncGeodatabase();
    await until(() => service.controller.conflicts.length > 0, 'it tells of a conflict');
  },
};

/** Each is made, stored, sent and refused in this page; the list itself takes ten times as many, see Elements/Edit errors. */
const MANY = 1000;

/** A rule changed on the service while someone was out for weeks: it refuses everything, and the list stays quick. */
export const AThousandErrors: StoryObj = {
  ...live(),
  play: async (context) => {
    const service = serviceOf(context);
    await take(service);
    const adds = Array.from({ length: MANY }, (_, at) => ({
      attributes: { name: `Point ${String(at + 1)}`, status: 'open' },
      geometry: { x: 6 + (at % 100) / 25, y: 46 + at / 1e4 },
    }));
    await service.controller.applyEdits(0, { adds });
    await service.strike([
      { operation: 'synchronizeReplica', kind: 'editFails', code: 1016, message: 'Refused.', occurrence: 'every' },
    ]);
    await service.controller.syncGeodatabase();
    await until(() => service.controller.syncErrors.length === MANY, 'every one of them is in the list');
  },
};

import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/all.js';
import { photo } from '../test/support/photos.js';
import { fillDisk, freeDisk } from './support/disk.js';
import { allFour, inspect, live, mustBe, otherTabOf, serviceOf, take, toBeSeen, until } from './support/live.js';
import { setNetwork } from './support/network.js';
import { press, write } from './support/press.js';

/** All four on a service inside this page. */
const meta: Meta = {
  title: 'Situations/Live',
  tags: ['live'],
  render: (_args, context) => allFour(context),
};
export default meta;

const mainButton = { tag: 'gdb-sync-button', selector: '.main' } as const;

/** Take the area, change something, add a photo, sync: all of it against a service inside this page. */
export const ADayInTheField: StoryObj = {
  ...live(),
  play: async (context) => {
    const { controller } = serviceOf(context);
    const [first] = await take(serviceOf(context));
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
    setNetwork('offline');
    await inspect(context, first);
    await until(() => controller.state.paused.includes('offline'), 'it says that there is no connection');
    setNetwork('online');
    await controller.syncGeodatabase();
    await until(() => controller.status === 'ready', 'everything is sent');
  },
};

/** A large photo is cut half way. What arrived stays there, the rest follows, and the service has one photo: whole, and once. */
export const HalfAnUpload: StoryObj = {
  ...live(),
  play: async (context) => {
    const service = serviceOf(context);
    const { controller } = service;
    const [first] = await take(service);
    const large = await photo({ seed: 7, tail: '.'.repeat(9e6) });
    await inspect(context, first, new File([large], 'runway.jpg', { type: 'image/jpeg' }));
    await service.strike(
      [3, 4].map((occurrence) => ({ operation: 'uploadPart', kind: 'dropBeforeCommit', occurrence })),
    );
    const sent = controller.syncGeodatabase();
    await until(() => controller.status === 'waiting-retry', 'it waits to try again, with half of the photo sent');
    await toBeSeen();
    controller.retryNow();
    await sent;
    await until(() => controller.status === 'ready', 'everything is sent');
    const files = await service.files(first.objectId);
    mustBe(files.length === 1 && files[0]?.size === large.size, 'the service has one photo, and all of it');
    const parts = (await service.requests('uploadPart')).filter(({ performed }) => performed > 0);
    mustBe(parts.length === Math.ceil(large.size / 2 ** 21), 'no part that had arrived was sent again');
  },
};

/** The reply is lost after the service has done everything: it asks before it sends anything again, and nothing is there twice. */
export const AReplyIsLost: StoryObj = {
  ...live({ options: { settleMs: 1000 } }),
  play: async (context) => {
    const service = serviceOf(context);
    const { controller } = service;
    await take(service);
    await controller.applyEdits(0, {
      adds: [{ attributes: { name: 'Grenchen', status: 'open' }, geometry: { x: 7.42, y: 47.18 } }],
    });
    await service.strike([{ operation: 'synchronizeReplica', kind: 'dropReplyAfterCommit' }]);
    const sent = controller.syncGeodatabase();
    await until(() => controller.status === 'waiting-retry', 'it waits to try again');
    await toBeSeen();
    controller.retryNow();
    await sent;
    await until(() => controller.status === 'ready', 'everything is sent');
    mustBe((await service.rows("name = 'Grenchen'")).length === 1, 'the new airfield is there once');
  },
};

/** The token ends in the middle: nothing is lost, the button asks to sign in, and afterwards everything goes. */
export const SignInExpired: StoryObj = {
  ...live({ behaviour: { secured: true } }),
  play: async (context) => {
    const service = serviceOf(context);
    const { controller } = service;
    controller.provideToken(await service.token(), { userId: 'inspector' });
    const [first] = await take(service);
    await inspect(context, first);
    await service.endTokens();
    const sent = controller.syncGeodatabase();
    await until(() => controller.status === 'sign-in-needed', 'it asks to sign in');
    await toBeSeen();
    // What a host page does: its own sign-in, then the token to whoever asked.
    controller.addEventListener(
      'gdb-auth-required',
      ({ detail }) => void service.token().then((token) => detail.provideToken(token, { userId: 'inspector' })),
      { once: true },
    );
    await press(context.canvasElement, mainButton);
    await sent;
    await until(() => controller.status === 'ready', 'everything is sent');
  },
};

/** The disk is full in the middle of a sync: it says so, keeps everything, and goes on when somebody has made room. */
export const QuotaFull: StoryObj = {
  ...live(),
  play: async (context) => {
    const { controller } = serviceOf(context);
    const [first] = await take(serviceOf(context));
    await inspect(context, first);
    const unsent = controller.state.pending.features + controller.state.pending.attachments;
    fillDisk();
    await controller.syncGeodatabase().catch(() => undefined);
    await until(() => controller.status === 'storage', 'it says that the disk is full');
    await toBeSeen();
    freeDisk();
    const { features, attachments } = controller.state.pending;
    mustBe(features + attachments === unsent, 'nothing was lost');
    await press(context.canvasElement, mainButton);
    await until(() => controller.status === 'ready', 'everything is sent');
  },
};

/** Two tabs on one area: what is changed in one is in the other, one of them syncs, and both show it. */
export const TwoTabs: StoryObj = {
  ...live({ inTwoTabs: true }),
  render: (_args, context) =>
    html`<div style="display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr))">
      ${[serviceOf(context).controller, otherTabOf(context)].map(
        (controller, at) => html`
          <section aria-label="Tab ${at + 1}">
            <h2>Tab ${at + 1}</h2>
            <gdb-sync-button .controller=${controller}></gdb-sync-button>
            <gdb-sync-progress .controller=${controller}></gdb-sync-progress>
          </section>
        `,
      )}
    </div>`,
  play: async (context) => {
    const { controller } = serviceOf(context);
    const other = otherTabOf(context);
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
    mustBe(
      results.every(({ sent }) => sent.features === 1),
      'both were told what was sent',
    );
    await until(() => controller.status === 'ready' && other.status === 'ready', 'both say that everything is sent');
  },
};

/** The office changed the same airfields meanwhile: both sides are kept until a person decides, then the decision goes. */
export const AConflict: StoryObj = {
  ...live({ options: { conflictPolicy: 'ask' } }),
  play: async (context) => {
    const service = serviceOf(context);
    const { controller } = service;
    const both = await take(service);
    for (const { objectId } of both) await service.officeEdits({ OBJECTID: objectId, notes: 'Seen by the office' });
    const updates = both.map(({ globalId }) => ({ attributes: { GlobalID: globalId, notes: 'Wet runway' } }));
    await controller.applyEdits(0, { updates });
    await controller.syncGeodatabase();
    await until(() => controller.state.pending.conflicts === 2, 'it tells of two conflicts');
    await toBeSeen();
    await press(context.canvasElement, { tag: 'gdb-edit-errors', selector: '[data-bulk=mine]' });
    await until(() => controller.state.pending.conflicts === 0, 'both are decided');
    await controller.syncGeodatabase();
    await until(() => controller.status === 'ready', 'everything is sent');
    mustBe((await service.rows("notes = 'Wet runway'")).length === 2, 'the service has what was decided');
  },
};

/** Each is made, stored, sent and refused in this page. */
const MANY = 10_000;
/** What a person looks for in the list; "Point 77", "Point 770" and "Point 7700" are among those. */
const LOOKED_FOR = 'Point 77';

/**
 * A rule changed on the service while someone was out for weeks: it refuses everything. The rule is mended, those of one place are found by a word and
 * sent again at one press, and all others stay in the list.
 */
export const TenThousandErrors: StoryObj = {
  // Ten thousand edits are written four times over: half a minute, where others take two seconds.
  tags: ['long'],
  ...live(),
  play: async (context) => {
    const service = serviceOf(context);
    const { controller } = service;
    await take(service);
    const names = Array.from({ length: MANY }, (_, at) => `Point ${String(at + 1)}`);
    const adds = names.map((name, at) => ({
      attributes: { name, status: 'open' },
      geometry: { x: 6 + (at % 100) / 25, y: 46 + at / 1e5 },
    }));
    await controller.applyEdits(0, { adds });
    await service.strike([
      { operation: 'synchronizeReplica', kind: 'editFails', code: 1016, message: 'Refused.', occurrence: 'every' },
    ]);
    await controller.syncGeodatabase();
    mustBe(controller.syncErrors.length === MANY, 'every one of them is in the list');
    await toBeSeen();
    await service.strike([]);
    const wanted = names.filter((name) => name.includes(LOOKED_FOR)).length;
    await write(context.canvasElement, { tag: 'gdb-edit-errors', selector: '[type=search]', text: LOOKED_FOR });
    await toBeSeen();
    await press(context.canvasElement, { tag: 'gdb-edit-errors', selector: '[data-action=retry-shown]' });
    await until(() => controller.syncErrors.length === MANY - wanted, 'what was found is no longer in the list');
    await controller.syncGeodatabase();
    const { features } = controller.state.pending;
    mustBe(controller.syncErrors.length === MANY - wanted, 'all others are in the list');
    mustBe(features === 0, 'nothing else waits to be sent');
    mustBe((await service.rows("name LIKE 'Point %'")).length === wanted, 'each that was found is there once');
  },
};

import type { Meta, StoryContext, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '../src/elements/all.js';
import { inspect, live, mustBe, serviceOf, take } from './support/live.js';

/** One of each element, on a service inside this page, at a point from which a person can go on. The pages of the elements show them. */
const meta: Meta = {
  title: 'Situations/Examples',
  tags: ['live'],
};
export default meta;

/** An element below the button by which its area is synced. */
function withButton(context: StoryContext, element: TemplateResult): TemplateResult {
  return html`
    <div style="display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-inline-size: 46rem">
      <gdb-sync-button .controller=${serviceOf(context).controller}></gdb-sync-button>
      ${element}
    </div>
  `;
}

const card = (context: StoryContext): TemplateResult =>
  html`<gdb-sync-progress .controller=${serviceOf(context).controller}></gdb-sync-progress>`;

/** Nothing is on this device yet: take the area offline. */
export const SyncButton: StoryObj = { ...live(), render: (_args, context) => withButton(context, html``) };

/** A change and a photo wait: sync, and see how far it is. */
export const SyncProgress: StoryObj = {
  ...live(),
  render: (_args, context) => withButton(context, card(context)),
  play: async (context) => {
    const [first] = await take(serviceOf(context));
    await inspect(context, first);
  },
};

/** The service refused two changes: see why, send them again, or discard them. It takes them now. */
export const EditErrors: StoryObj = {
  ...live(),
  render: (_args, context) =>
    withButton(context, html`<gdb-edit-errors .controller=${serviceOf(context).controller}></gdb-edit-errors>`),
  play: async (context) => {
    const service = serviceOf(context);
    const { controller } = service;
    const updates = (await take(service)).slice(0, 2).map(({ globalId }) => ({
      attributes: { GlobalID: globalId, status: 'progress' },
    }));
    await controller.applyEdits(0, { updates });
    await service.strike([
      { operation: 'synchronizeReplica', kind: 'editFails', code: 1016, message: 'Refused.', occurrence: 'every' },
    ]);
    await controller.syncGeodatabase();
    await service.strike([]);
    mustBe(controller.syncErrors.length === 2, 'both are in the list');
  },
};

/** An airfield with a photo that is not sent: look at it, add more, sync. */
export const AttachmentPicker: StoryObj = {
  ...live(),
  render: (_args, context) =>
    withButton(
      context,
      html`<gdb-attachment-picker .controller=${serviceOf(context).controller} layer-id="0"></gdb-attachment-picker>`,
    ),
  play: async (context) => {
    const [first] = await take(serviceOf(context));
    await inspect(context, first);
  },
};

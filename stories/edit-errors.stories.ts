import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../src/elements/edit-errors/gdb-edit-errors.js';
import { withConflicts } from '../test/support/conflict-scenes.js';
import { editError, scene, scenes, type SceneName } from '../test/support/controller-states.js';
import { withChecks, withErrors } from '../test/support/error-scenes.js';
import { ScriptedController } from '../test/support/scripted-controller.js';
import { controllerUnless, given, slotted } from './support/given.js';
import { press, until } from './support/press.js';

interface Args {
  [attribute: string]: unknown;
  scene: SceneName;
}

const shown = (controller: ScriptedController, args: Args): TemplateResult =>
  html`<gdb-edit-errors ${given(args)} .controller=${controllerUnless(args, controller)}
    >${slotted(args)}</gdb-edit-errors
  >`;

const meta: Meta<Args> = {
  title: 'Elements/Edit errors',
  component: 'gdb-edit-errors',
  argTypes: {
    scene: { control: 'select', options: Object.keys(scenes), description: 'What the scripted controller shows.' },
  },
  args: { scene: 'completedWithErrors' },
  render: (args) => shown(new ScriptedController(scenes[args.scene]()), args),
};
export default meta;

type Story = StoryObj<Args>;

const tag = 'gdb-edit-errors';

/** Two layers, one of each operation. Everything works on the scripted controller. */
export const TwoLayers: Story = {};
/** What is rarely wanted is opened in the row: to discard is never next to what is wanted most. */
export const MoreActions: Story = {
  play: ({ canvasElement }) =>
    press(canvasElement, { tag, selector: '[data-row="1"] [data-action="more"]', wanted: '.more' }),
};
/** The field that is wrong, with its list, range or length, in the row itself. */
export const Fixing: Story = {
  render: (args) => shown(withErrors(3), args),
  play: ({ canvasElement }) =>
    press(canvasElement, { tag, selector: '[data-row="1"] [data-action="fix"]', wanted: '.fix .control' }),
};
/** Every field of the row, where nobody can tell which is wrong. */
export const FixingAnyField: Story = {
  render: (args) => shown(withErrors(3), args),
  play: ({ canvasElement }) =>
    press(canvasElement, { tag, selector: '[data-row="3"] [data-action="fix"]', wanted: '.fix .control' }),
};
/** What was discarded can be brought back until a person dismisses it, or the next sync has ended. */
export const Discarded: Story = {
  render: (args) => {
    const controller = new ScriptedController(scenes.completedWithErrors());
    void controller.discardEdits([2, 3]);
    return shown(controller, args);
  },
};
/** Seen before it is sent, while the person is still at the site. */
export const BeforeSending: Story = { render: (args) => shown(withChecks(), args) };
/** The same above what was refused already. */
export const BeforeSendingAndRefused: Story = { render: (args) => shown(withChecks(3), args) };
/** By cause within a layer, with search, filter, and what is done to all of a cause or all that is shown. */
export const Many: Story = { render: (args) => shown(withErrors(12), args) };
/** One cause hidden, one search. */
export const Found: Story = {
  render: (args) => shown(withErrors(40), args),
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<GdbEditErrors>('gdb-edit-errors');
    await until(() => element?.shadowRoot?.querySelector('[type=search]') != null);
    const input = element?.shadowRoot?.querySelector<HTMLInputElement>('[type=search]');
    if (!input) return;
    input.value = 'oak';
    input.dispatchEvent(new InputEvent('input'));
  },
};
/** Only the rows near the view are drawn; the list is one Tab stop. */
export const TenThousand: Story = {
  // As high as ten thousand rows: no picture of it could be compared.
  tags: ['live'],
  render: (args) => shown(withErrors(10_000), args),
};
export const NothingRefused: Story = { args: { scene: 'ready' } };
export const Opening: Story = { args: { scene: 'opening' } };
/** A code that no list knows: the server's own words stand in. */
export const UnknownCode: Story = {
  render: (args) => {
    const error = editError({ error: { code: 4242, description: 'The moon is in the wrong house.' }, title: '' });
    return shown(new ScriptedController(scene('attention', {}, { syncErrors: [error] })), args);
  },
};
/** Features that were changed here and by others wait for a decision: one by one, value by value, or all at once. */
export const Conflicts: Story = { render: (args) => shown(withConflicts('waiting'), args) };
/** What was decided can be brought back for a while. */
export const ConflictsDecided: Story = { render: (args) => shown(withConflicts('decided'), args) };
/** As wide as a small phone. */
export const Narrow: Story = {
  render: (args) => html`<div style="max-inline-size: 288px">${shown(withErrors(8), args)}</div>`,
};

import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../src/elements/edit-errors/gdb-edit-errors.js';
import { withConflicts } from '../test/support/conflict-scenes.js';
import { editError, scene, scenes, type SceneName } from '../test/support/controller-states.js';
import { ScriptedController } from '../test/support/scripted-controller.js';

interface Args {
  scene: SceneName;
}

const meta: Meta<Args> = {
  title: 'Elements/Edit errors',
  component: 'gdb-edit-errors',
  argTypes: {
    scene: { control: 'select', options: Object.keys(scenes), description: 'What the scripted controller shows.' },
  },
  args: { scene: 'completedWithErrors' },
  render: (args) =>
    html`<gdb-edit-errors .controller=${new ScriptedController(scenes[args.scene]())}></gdb-edit-errors>`,
};
export default meta;

type Story = StoryObj<Args>;

/** Two layers, one of each operation. Retry and Discard work on the scripted controller. */
export const TwoLayers: Story = {};
/** Discard asks once more, in place. */
export const AskedOnceMore: Story = {
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector<GdbEditErrors>('gdb-edit-errors');
    await element?.updateComplete;
    element?.shadowRoot?.querySelector<HTMLElement>('[data-action="ask"]')?.click();
  },
};
export const NothingRefused: Story = { args: { scene: 'ready' } };
export const Opening: Story = { args: { scene: 'opening' } };
/** A code that no list knows: the server's own words stand in. */
export const UnknownCode: Story = {
  render: () => {
    const error = editError({ error: { code: 4242, description: 'The moon is in the wrong house.' }, title: '' });
    const shown = scene('attention', {}, { syncErrors: [error] });
    return html`<gdb-edit-errors .controller=${new ScriptedController(shown)}></gdb-edit-errors>`;
  },
};
/** Features that were changed here and by others wait for a decision: one by one, value by value, or all at once. */
export const Conflicts: Story = {
  render: () => html`<gdb-edit-errors .controller=${withConflicts('waiting')}></gdb-edit-errors>`,
};
/** What was decided can be brought back for a while. */
export const ConflictsDecided: Story = {
  render: () => html`<gdb-edit-errors .controller=${withConflicts('decided')}></gdb-edit-errors>`,
};
/** As wide as a small phone. */
export const Narrow: Story = {
  render: () => html`
    <div style="max-inline-size: 288px">
      <gdb-edit-errors .controller=${new ScriptedController(scenes.completedWithErrors())}></gdb-edit-errors>
    </div>
  `,
};

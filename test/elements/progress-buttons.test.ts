import { expect } from '@open-wc/testing';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import { scenes } from '../support/controller-states.js';
import { inside, show } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

describe('a button of the progress card', () => {
  for (const [scene, action, look] of [
    ['waitingRetry', 'retry', 'primary'],
    ['paused', 'resume', 'primary'],
    ['photosAsked', 'photos', 'primary'],
    ['photosAsked', 'receipts', 'bare'],
    ['completed', 'receipts', 'bare'],
  ] as const)
    it(`${scene}: ${action} is ${look}`, async () => {
      const element = Object.assign(document.createElement('gdb-sync-progress'), {
        controller: new ScriptedController(scenes[scene]()),
      });
      await show(element);
      const button = inside(element, `[data-action="${action}"]`);
      expect(button.className).to.contain(look);
      const { backgroundColor, borderTopColor } = getComputedStyle(button);
      if (look === 'primary') expect(backgroundColor).not.to.equal('rgba(0, 0, 0, 0)');
      expect(borderTopColor).to.equal('rgba(0, 0, 0, 0)');
    });
});

/** The way out of a file: what is asked before, and what is said of it after. */
import { expect } from '@open-wc/testing';
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes } from '../support/attachment-scenes.js';
import { clear, inside, settled, textOf } from '../support/element-page.js';
import { names, picker, pressIn, rowOf } from '../support/picker-page.js';
import { attachmentOf } from '../support/scripted-attachments.js';

afterEach(clear);

describe('gdb-attachment-picker removes', () => {
  it('only when asked twice, in words that know whether the server has it', async () => {
    const controller = await attachmentScenes.everyState();
    const element = await picker(controller);
    const questions: string[] = [];
    for (const name of ['lime-tree', 'bark.jpg', 'crown']) {
      pressIn(rowOf(name, element), 'ask');
      await settled(element);
      questions.push(textOf(inside(element, '.question')));
    }
    expect(questions).to.deep.equal([
      'Remove this file from the server with the next sync? It can be undone until then.',
      'Remove this file? It exists only on this device. It can be undone only while this page is open.',
      'Remove this file? The server does not have it. It can be undone only while this page is open.',
    ]);
    expect(controller.calls).to.deep.equal([]);
    pressIn(rowOf('crown', element), 'keep');
    await settled(element);
    expect(controller.calls).to.deep.equal([]);
  });

  it('with a warning where it is too large to be brought back, and with the sync where the server has another content', async () => {
    const controller = await attachmentScenes.empty();
    controller.attachments.set(attachmentOf({ name: 'film.mp4', size: 64_000_001 }));
    controller.attachments.set(
      attachmentOf({ name: 'newer.jpg', state: { kind: 'pending', operation: 'attachUpdate' } }),
    );
    const element = await picker(controller);
    const ask = async (name: string): Promise<string> => {
      pressIn(rowOf(name, element), 'ask');
      await settled(element);
      return textOf(inside(element, '.question'));
    };
    expect(await ask('film.mp4')).to.equal('Remove this file for good? It exists only on this device.');
    expect(await ask('newer.jpg')).to.match(/^Remove this file from the server with the next sync\?/);
  });

  it('a file', async () => {
    const controller = await attachmentScenes.everyState();
    const element = await picker(controller);
    pressIn(rowOf('bark.jpg', element), 'ask');
    await settled(element);
    pressIn(rowOf('bark.jpg', element), 'remove');
    await settled(element);
    expect(controller.calls[0]).to.have.property('method', 'deleteAttachments');
    expect(names(element)).not.to.contain('bark.jpg');
    expect(textOf(inside(element, '[data-live]'))).to.equal('bark.jpg: removed');
  });

  it('a refused file together with its error', async () => {
    const controller = await attachmentScenes.everyState();
    const element = await picker(controller);
    pressIn(rowOf('crown', element), 'ask');
    await settled(element);
    pressIn(rowOf('crown', element), 'remove');
    await settled(element);
    expect(controller.calls[0]).to.deep.equal({ method: 'discardEdit', args: [7] });
  });

  for (const operation of ['attachUpdate', 'attachDelete'] as const)
    it(`what was refused of a file of the server (${operation}), and says that the file stays`, async () => {
      const controller = await attachmentScenes.everyState();
      const error = { code: 1020, description: 'Unable to complete operation.' };
      const file = attachmentOf({ name: 'roof.jpg', state: { kind: 'refused', operation, error } });
      controller.attachments.set(file);
      controller.showErrors(controller.syncErrors.map((one) => ({ ...one, attachmentGlobalId: file.globalId })));
      const element = await picker(controller);
      pressIn(rowOf('roof.jpg', element), 'ask');
      await settled(element);
      expect(textOf(inside(element, '.question'))).to.equal(
        'Remove your change to this file? What the server has stays. This cannot be undone.',
      );
      pressIn(rowOf('roof.jpg', element), 'remove');
      await settled(element);
      expect(controller.calls.at(-1)).to.deep.equal({ method: 'discardEdit', args: [7] });
      expect(textOf(inside(element, '[data-live]'))).to.equal('roof.jpg: it is back');
    });
});

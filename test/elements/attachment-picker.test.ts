import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { GdbEditsChangeEvent } from '../../src/controller/events.js';
import { GdbError } from '../../src/shared/errors.js';
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { axeFindings } from '../support/axe.js';
import { geodatabase, notLoaded, running, scene, scenes } from '../support/controller-states.js';
import { allInside, clear, focused, inside, looks, settled, textOf } from '../support/element-page.js';
import { at, file, names, picker, pressIn, rowOf, rows, stored, summary, transfer } from '../support/picker-page.js';
import { picture } from '../support/pictures.js';
import { attachmentOf } from '../support/scripted-attachments.js';
import { ScriptedController } from '../support/scripted-controller.js';

afterEach(clear);

describe('gdb-attachment-picker', () => {
  for (const look of looks)
    it(`has nothing that axe would mind in any state, ${look.theme}, ${look.dir}`, async function () {
      this.timeout(60_000);
      for (const [name, make] of Object.entries(attachmentScenes)) {
        const controller = await make();
        const element = await picker(controller, look);
        if (name.startsWith('stor')) element.addFiles([file('a.jpg'), file('b.txt', 'b', 'text/plain')]);
        if (name === 'everyState') pressIn(rowOf('bark.jpg', element), 'ask');
        await settled(element);
        expect(await axeFindings(element), name).to.deep.equal([]);
      }
    });

  describe('says where each file is', () => {
    it('on the server, on this device, on its way, refused, leaving', async () => {
      const element = await picker(await attachmentScenes.everyState());
      const shown = rows(element);
      const expected = [
        'lime-tree-2024.jpg 1.9 MB On the server and this device',
        '.pdf 412 kB On the server only',
        'old-photo.jpg 900 kB Will be removed with the next sync',
        'IMG_20260412_101530.jpg 12 MB Kept on this device until sent',
        'IMG_20260412_101544.jpg 12 MB 33% sent Kept on this device until sent',
        'bark.jpg 240 kB Uploaded, not confirmed yet',
        'crown-from-the-south.heic 3.1 MB Kept on this device',
      ];
      expect(shown).to.have.length(expected.length);
      expected.forEach((text, index) => {
        expect(shown[index]).to.contain(text);
      });
    });

    it('with the percent while it is being sent', async () => {
      const element = await picker(await attachmentScenes.sending());
      expect(rows(element)[1]).to.contain('Sending, 33%');
      const bar = inside(element, '[role=progressbar]');
      expect(bar.getAttribute('aria-label')).to.equal('Progress of IMG_20260412_101544.jpg');
      expect(bar.getAttribute('aria-valuenow')).to.equal('33');
    });

    it('without a percent while it is sent in one request, and the others wait for it', async () => {
      const controller = await attachmentScenes.sending();
      const element = await picker(controller);
      expect(rows(element)[0]).to.contain('Waiting to be sent');
      const whole = (await controller.queryAttachments()).find(({ name }) => name === 'IMG_20260412_101530.jpg');
      const progress = { done: 0, total: 3, bytesDone: 0, bytesTotal: 100, current: whole?.globalId };
      controller.show(scene('working', { sync: running({ kind: 'uploading-attachments', ...progress }) }));
      await settled(element);
      expect(rows(element)[0])
        .to.match(/12 MB Sending(?!,)/)
        .and.not.contain('Waiting');
      expect(rows(element)[1]).to.contain('33% sent Kept on this device until sent');
      expect(element.shadowRoot?.querySelector('[role=progressbar]')).to.equal(null);
    });

    it('and does not say "Sending" while nothing is sent', async () => {
      const controller = await attachmentScenes.sending();
      controller.show(scenes.offlineInTheMiddle());
      const element = await picker(controller);
      expect(rows(element)[1]).to.contain('33% sent Kept on this device until sent');
    });

    it('in one sentence for all', async () => {
      expect(summary(await picker(await attachmentScenes.offline()))).to.equal(
        'No connection 2 files not sent 24 MB in all Kept on this device until sent',
      );
      expect(summary(await picker(await attachmentScenes.allSent()))).to.equal('2 files, all on the server');
      expect(summary(await picker(await attachmentScenes.empty()))).to.equal('No files yet');
    });

    it('with what was not taken apart from what could not be written, and what seems to be there from both', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller, undefined, { accept: 'image/*', 'max-size': '100kB' });
      element.addFiles([file('tree.jpg')]);
      await stored(element);
      const twin = new File(['bytes of tree.jpg'], 'again.jpg', { type: 'image/jpeg' });
      element.addFiles([file('notes.txt', 'x', 'text/plain'), file('large.jpg', 'x'.repeat(100_001)), twin]);
      await stored(element);
      expect(summary(element)).to.match(/^2 files not added: see why 1 file seems to be here already /);
      controller.attachments.writeError = new GdbError('storage-full', 'The storage of this device is full.');
      element.addFiles([file('leaf.jpg')]);
      await stored(element);
      expect(summary(element)).to.match(/^1 file could not be written 2 files not added/);
      element.lang = 'pl';
      element.requestUpdate();
      await waitUntil(() => summary(element).includes('Nie dodano 2 plików: powody poniżej'));
    });

    it('with the feature’s own: that it arrived does not mean that its photos did', async () => {
      const controller = await attachmentScenes.offline();
      controller.rowStatus = 'sent';
      const element = await picker(controller);
      expect(summary(element)).to.contain('Feature sent 2 files not sent');
      controller.rowStatus = 'waiting';
      controller.dispatchEvent(new GdbEditsChangeEvent([]));
      await waitUntil(() => summary(element).includes('Feature not sent 2 files not sent'));
    });

    it('with the reason, the code and the server’s words when it was refused', async () => {
      const element = await picker(await attachmentScenes.everyState());
      const row = textOf(rowOf('crown', element));
      expect(row).to.contain('The server could not add the file.');
      expect(row).to.contain('Code 1008 The service allows jpg, png; limit 10 MB. Ask your admin');
    });
  });

  describe('says why nothing can be added', () => {
    const closed: [words: string, prepare: (element: GdbAttachmentPicker, controller: ScriptedController) => void][] = [
      ['Choose a feature', (element) => (element.globalId = undefined)],
      ['layer-id: “x” is not', (element) => (element.layerId = 'x')],
      ['layer-id: layer 9 is not part', (element) => (element.layerId = 9)],
      [
        'Take the area offline first',
        (_, controller) => {
          controller.show(scenes.notOffline());
        },
      ],
      [
        'taken without attachments',
        (_, controller) => {
          controller.show(scene('ready', { geodatabase: geodatabase({ attachments: 'none' }) }));
        },
      ],
      [
        'takes no files',
        (_, controller) => {
          const layers = geodatabase().layers.map((layer) => ({ ...layer, hasAttachments: false }));
          controller.show(scene('ready', { geodatabase: geodatabase({ layers }) }));
        },
      ],
    ];
    for (const [words, prepare] of closed)
      it(words, async () => {
        const controller = await attachmentScenes.empty();
        const element = await picker(controller);
        prepare(element, controller);
        await settled(element);
        expect(summary(element)).to.contain(words);
        const input = inside<HTMLInputElement>(element, '.add input');
        expect(input.getAttribute('aria-disabled')).to.equal('true');
        expect(input.disabled).to.equal(false);
        element.addFiles([file('a.jpg')]);
        await settled(element);
        expect(controller.count('addAttachment')).to.equal(0);
        expect(await axeFindings(element)).to.deep.equal([]);
      });

    it('or that those of the server were not fetched', async () => {
      expect(summary(await picker(await attachmentScenes.uploadOnly()))).to.contain('yours are sent');
    });
  });

  describe('adds', () => {
    it('what was chosen, one file at a time or several', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller);
      const input = inside<HTMLInputElement>(element, '.add input');
      expect(input.multiple).to.equal(true);
      for (const time of ['1', '2']) {
        input.files = transfer(file('a.jpg', time), file('b.jpg', time)).files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
        await stored(element);
      }
      expect(controller.calls.map(({ args }) => args)).to.deep.equal(
        ['a.jpg', 'b.jpg', 'a.jpg', 'b.jpg'].map((name) => [0, FEATURE, name]),
      );
      expect(names(element)).to.deep.equal(['a.jpg', 'b.jpg', 'a.jpg', 'b.jpg']);
    });

    it('what was dropped, and keeps the browser from leaving the page', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller);
      const dataTransfer = transfer(file('dropped.jpg'));
      inside(element, '.base').dispatchEvent(
        new DragEvent('dragenter', { dataTransfer, bubbles: true, composed: true }),
      );
      await settled(element);
      expect(inside(element, '.base').classList.contains('over')).to.equal(true);
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true });
      inside(element, '.rows').dispatchEvent(drop);
      await stored(element);
      expect(drop.defaultPrevented).to.equal(true);
      expect(inside(element, '.base').classList.contains('over')).to.equal(false);
      expect(names(element)).to.deep.equal(['dropped.jpg']);
    });

    it('what was pasted', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller);
      const clipboardData = transfer(file('image.png', 'x', 'image/png'));
      // Firefox gives a ClipboardEvent made by a script no files.
      const paste = new Event('paste', { bubbles: true, composed: true, cancelable: true });
      Object.defineProperty(paste, 'clipboardData', { value: clipboardData });
      inside(element, '.add input').dispatchEvent(paste);
      await stored(element);
      expect(names(element)).to.deep.equal(['image.png']);
    });

    it('a photo from the camera of the back', async () => {
      const element = await picker(await attachmentScenes.empty());
      const input = inside<HTMLInputElement>(element, '.camera input');
      expect(input.getAttribute('capture')).to.equal('environment');
      expect(input.accept).to.equal('image/*');
    });

    it('with progress while it is written, and without a second row when it is there', async () => {
      const controller = await attachmentScenes.empty();
      controller.attachments.holdAt = 0.42;
      const element = await picker(controller);
      element.addFiles([file('large.jpg', 'x'.repeat(1000)), file('next.jpg')]);
      await settled(element);
      expect(rows(element)[0]).to.contain('Writing to this device, 42%');
      expect(rows(element)[1]).to.contain('Waiting to be written');
      expect(controller.count('addAttachment')).to.equal(1);
      expect(summary(element)).to.equal('2 files are being written to this device');
      controller.attachments.goOn();
      const counts = new Set<number>();
      for (let round = 0; round < 10; round += 1) {
        await element.updateComplete;
        counts.add(rows(element).length);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await stored(element);
      expect([...counts]).to.deep.equal([2]);
      expect(rows(element)[0]).to.contain('Kept on this device until sent');
      expect(textOf(inside(element, '[data-live]'))).to.equal('next.jpg: kept on this device until sent');
    });

    it('until a person stops it', async () => {
      const controller = await attachmentScenes.empty();
      controller.attachments.holdAt = 0.5;
      const element = await picker(controller);
      element.addFiles([file('large.jpg')]);
      await settled(element);
      pressIn(rowOf('large.jpg', element), 'stop');
      await settled(element);
      expect(names(element)).to.deep.equal([]);
      controller.attachments.goOn();
      element.addFiles([file('second.jpg')]);
      await stored(element);
      expect(names(element)).to.deep.equal(['second.jpg']);
    });

    it('or names the file and the reason, never says that it is kept, and tries again', async () => {
      const controller = await attachmentScenes.storageFull();
      const element = await picker(controller);
      element.addFiles([file('photo.jpg')]);
      await stored(element);
      expect(rows(element)[0]).to.contain('The storage of this device is full. Free some space');
      expect(textOf(inside(element, '.base'))).not.to.contain('Kept on this device');
      expect(summary(element)).to.equal('1 file could not be written');
      expect(textOf(inside(element, '[data-live]'))).to.match(/^photo\.jpg: The storage of this device is full/);
      const mayLeave = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }));
      expect(mayLeave(), 'it is in memory alone: the browser asks').to.equal(false);
      controller.attachments.writeError = undefined;
      pressIn(rowOf('photo.jpg', element), 'retry');
      await stored(element);
      expect(rows(element)[0]).to.contain('Kept on this device until sent');
      expect(mayLeave(), 'once it is stored').to.equal(true);
    });

    it('or keeps them while what the controller works with could not be loaded', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller);
      controller.show(notLoaded());
      await settled(element);
      expect(summary(element)).to.contain('This part of the page could not be loaded: try again');
      element.addFiles([file('early.jpg')]);
      const calls = (): readonly string[] => controller.calls.map(({ method }) => method);
      expect(calls()).not.to.include('addAttachment');
      expect(await axeFindings(element)).to.deep.equal([]);
      expect(calls().at(-1), 'and looks for it again').to.equal('retryNow');
      controller.show(scenes.ready());
      await stored(element);
      expect(names(element)).to.deep.equal(['early.jpg']);
    });

    it('or says in the library’s own words what is wrong with the file', async () => {
      const controller = await attachmentScenes.empty();
      controller.attachments.writeError = new GdbError('attachment-refused', 'This file is empty.');
      const element = await picker(controller);
      element.addFiles([file('empty.jpg', '')]);
      await stored(element);
      expect(rows(element)[0]).to.contain('This file is empty.');
    });
  });

  it('retries a refused file', async () => {
    const controller = await attachmentScenes.everyState();
    const element = await picker(controller);
    pressIn(rowOf('crown', element), 'retry');
    await settled(element);
    expect(controller.calls[0]).to.deep.equal({ method: 'retryEdit', args: [7] });
  });

  describe('by keyboard', () => {
    it('is three Tab stops at most, however many files', async () => {
      const element = await picker(await attachmentScenes.everyState());
      expect(allInside(element, '.rows [tabindex="0"]')).to.have.length(1);
    });

    it('moves in the list, asks by Delete, and is on the next file after one is gone', async () => {
      const element = await picker(await attachmentScenes.sending());
      inside(element, '.row [data-stop]').focus();
      await sendKeys({ press: 'ArrowDown' });
      expect(at()).to.equal('IMG_20260412_101544.jpg');
      await sendKeys({ press: 'Delete' });
      await settled(element);
      expect(at()).to.equal('IMG_20260412_101544.jpg keep');
      await sendKeys({ press: 'ArrowLeft' });
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(at()).to.equal('bark.jpg');
    });

    it('is on the add button after the last file is gone', async () => {
      const controller = await attachmentScenes.uploadOnly();
      const element = await picker(controller);
      inside(element, '.row [data-stop]').focus();
      await sendKeys({ press: 'Delete' });
      await settled(element);
      await sendKeys({ press: 'ArrowLeft' });
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(focused()).to.equal(inside(element, '.add input'));
    });

    it('stays on a file while it becomes one that is kept', async () => {
      const controller = await attachmentScenes.empty();
      controller.attachments.holdAt = 0.5;
      const element = await picker(controller);
      element.addFiles([file('large.jpg')]);
      await settled(element);
      inside(element, '.row [data-stop]').focus();
      controller.attachments.goOn();
      await stored(element);
      expect(rows(element)[0]).to.contain('Kept on this device');
      expect(at()).to.equal('large.jpg');
    });
  });

  describe('draws pictures', () => {
    const drawn = async (element: GdbAttachmentPicker): Promise<void> => {
      for (let round = 0; round < 100 && !element.shadowRoot?.querySelector('canvas[data-shown]'); round += 1)
        await new Promise((resolve) => setTimeout(resolve, 30));
    };

    it('on a canvas, cut to a square, in the colours of the photo', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller);
      element.addFiles([new File([await picture(1)], 'tree.jpg', { type: 'image/jpeg' })]);
      await drawn(element);
      const canvas = inside<HTMLCanvasElement>(element, 'canvas[data-shown]');
      expect(canvas.width).to.equal(canvas.height);
      expect(canvas.width).to.be.at.least(56);
      const ground = canvas.getContext('2d')!.getImageData(3, canvas.height - 3, 1, 1).data;
      expect(ground[1], 'the ground is green').to.be.above(ground[2]!);
      expect(ground[3]).to.equal(255);
    });

    it('or keeps the icon where there is none to draw', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller);
      element.addFiles([file('broken.jpg', 'no picture'), file('plan.pdf', 'x', 'application/pdf')]);
      await settled(element);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(element.shadowRoot?.querySelector('canvas[data-shown]')).to.equal(null);
      expect(allInside(element, '.ending').map(textOf)).to.deep.equal(['JPG', 'PDF']);
    });
  });

  it('shows names from outside as text', async () => {
    const attack = '<img src=x onerror="window.attacked = true">.jpg';
    const controller = new ScriptedController(scenes.ready());
    controller.attachments.set(attachmentOf({ name: attack }));
    const element = await picker(controller);
    expect(names(element)).to.deep.equal([attack]);
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
  });

  it('looks again when something changed, and shows only the files of its own feature', async () => {
    const controller = await attachmentScenes.empty();
    const asked: unknown[] = [];
    const query = controller.queryAttachments.bind(controller);
    controller.queryAttachments = (...args: unknown[]) => {
      asked.push(args);
      return query();
    };
    const element = await picker(controller);
    controller.attachments.set(attachmentOf({ name: 'from-elsewhere.jpg' }));
    controller.attachmentsChanged();
    await settled(element);
    expect(names(element)).to.deep.equal(['from-elsewhere.jpg']);
    element.globalId = '{A5F1F2F2-6A1C-4B7C-9A5E-2F7CF4A1B00F}';
    await settled(element);
    expect(asked.at(-1)).to.deep.equal([0, ['a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b00f']]);
  });

  it('follows the bytes of a sync without asking the device at each of its steps', async () => {
    const controller = await attachmentScenes.sending();
    let asked = 0;
    const query = controller.queryAttachments.bind(controller);
    controller.queryAttachments = () => {
      asked += 1;
      return query();
    };
    await picker(controller);
    asked = 0;
    for (let bytesDone = 0; bytesDone < 50; bytesDone += 1) {
      const sync = running({ kind: 'uploading-attachments', done: 0, total: 3, bytesDone, bytesTotal: 100 });
      controller.show(scene('working', { sync }));
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked).to.equal(1);
  });
});

/** What a screen reader is told of what holds everything, by the button and by the progress card. */
import { expect } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import type { GdbSyncProgress } from '../../src/elements/sync-progress/gdb-sync-progress.js';
import type { Operation } from '../../src/shared/records.js';
import { nextSpeech, type SpeechContext, type Spoken } from '../../src/elements/common/spoken.js';
import { ended, error, running, scene, scenes, type SceneName } from '../support/controller-states.js';
import { clear, inside, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

afterEach(clear);

for (const tag of ['gdb-sync-button', 'gdb-sync-progress'] as const)
  describe(`${tag} says aloud`, () => {
    const shown = async (scene: SceneName): Promise<{ controller: ScriptedController; heard: () => string[] }> => {
      const controller = new ScriptedController(scenes[scene]());
      const element = Object.assign(document.createElement(tag), { controller });
      await show(element);
      const said: string[] = [];
      const live = inside(element, '[data-live]');
      new MutationObserver(() => {
        if (textOf(live) !== '') said.push(textOf(live));
      }).observe(live, { childList: true, characterData: true, subtree: true });
      return { controller, heard: () => said };
    };

    for (const [scene, words] of [
      ['paused', 'Paused'],
      ['offlineInTheMiddle', 'No connection'],
      ['offline', 'No connection'],
      ['storageFull', 'The storage of this device is full'],
      ['signInNeeded', 'Sign-in needed'],
      ['metered', 'Paused on mobile data'],
    ] as const)
      it(`what holds everything, once: ${scene}`, async () => {
        const { controller, heard } = await shown('uploading');
        for (let times = 0; times < 3; times += 1) {
          controller.show(scenes[scene]());
          await settled(document.querySelector(tag) as never);
        }
        expect(heard()).to.deep.equal([words]);
      });

    it('nothing of what held it when it came', async () => {
      const { controller, heard } = await shown('offline');
      controller.show(scenes.offline());
      await settled(document.querySelector(tag) as never);
      expect(heard()).to.deep.equal([]);
    });
  });

describe('a run that is held', () => {
  const words = { text: (key: string) => key, percent: String, relative: String } as never;
  const told = (moments: readonly (readonly [SceneName, Partial<SpeechContext>])[]): string[] => {
    let memory: Spoken | null = null;
    return moments.flatMap(([scene, more]) => {
      const context = { words, percent: null, now: 0, reason: '', hold: null, ...more };
      const speech = nextSpeech(memory, scenes[scene]().state.sync, context);
      memory = speech.memory;
      return speech.text ?? [];
    });
  };

  it('is not said to be doing anything, however long it takes, and its end is said all the same', () => {
    expect(
      told([
        ['ready', {}],
        ['waitingServer', {}],
        ['waitingServer', { now: 5000, hold: 'held' }],
        ['waitingServer', { now: 60_000, hold: 'held' }],
        ['waitingServer', { now: 61_000 }],
        ['cancelled', { now: 62_000, hold: 'held' }],
      ]),
    ).to.deep.equal(['saidSyncStart', 'held', 'waitingServer', 'saidCancelled. held']);
  });
});

describe('the card', () => {
  const card = async (controller: ScriptedController): Promise<GdbSyncProgress> =>
    show(Object.assign(document.createElement('gdb-sync-progress'), { controller }));
  const heard = (element: GdbSyncProgress): string => textOf(inside(element, '[data-live]'));
  const titleOf = (element: GdbSyncProgress): string => textOf(inside(element, '.title'));

  for (const [operation, start, title] of [
    [
      { kind: 'unregister', discardPendingEdits: false },
      'Removing the area from this device',
      'The area was not removed',
    ],
    [{ kind: 'register' }, 'Registering with the server', 'Registering with the server failed'],
  ] as const)
    it(`like its title, with what began and failed: ${operation.kind}`, async () => {
      const controller = new ScriptedController(scenes.ready());
      const element = await card(controller);
      const failure = error('token-invalid', 'x');
      const run = { ...operation, uid: 'run', startedAt: Date.now() } as Operation;
      controller.show(scene('attention', { sync: running({ kind: 'preparing' }, run) }));
      await settled(element);
      expect(heard(element)).to.equal(start);
      controller.show(
        scene('attention', { sync: ended({ kind: 'failed', error: failure }, {}, run) }, { syncError: failure }),
      );
      await settled(element);
      expect(titleOf(element)).to.equal(title);
      expect(heard(element)).to.equal(`${title}: Your sign-in has ended.`);
    });

  it('not about what ended while it was off the page', async () => {
    const controller = new ScriptedController(scenes.preparing());
    const element = await card(controller);
    const { parentElement } = element;
    element.remove();
    controller.show(scenes.completed());
    parentElement?.append(element);
    await settled(element);
    expect(titleOf(element)).to.equal('Sync finished');
    expect(heard(element)).to.equal('');
  });
});

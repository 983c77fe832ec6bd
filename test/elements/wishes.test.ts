/** What a page writes on the button arrives at the controller that it shares: whoever says something else is refused, by name. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import { getSyncController } from '../../src/controller/registry.js';
import type { ControllerOptions } from '../../src/controller/types.js';
import { clear, show } from '../support/element-page.js';
import { TestService } from '../support/service.js';

type Wish = Pick<ControllerOptions, 'photos' | 'conflictPolicy' | 'autoSync'>;

let service: TestService;

async function button(attributes: Readonly<Record<string, string>>): Promise<HTMLElementTagNameMap['gdb-sync-button']> {
  const element = document.createElement('gdb-sync-button');
  for (const [name, value] of Object.entries({ 'service-url': service.url, ...attributes }))
    element.setAttribute(name, value);
  await show(element);
  await waitUntil(() => element.controller !== undefined);
  return element;
}

/** What the controller says to another part of the page that wants this. */
function said(wish: Wish): string {
  try {
    return getSyncController({ serviceUrl: service.url, ...wish }) instanceof EventTarget ? 'the same' : 'nothing';
  } catch (error) {
    return String(error);
  }
}

describe('what is written on gdb-sync-button', () => {
  beforeEach(async () => {
    service = await TestService.create({}, 1);
  });
  afterEach(async () => {
    const shared = getSyncController({ serviceUrl: service.url });
    clear();
    shared.close();
    await Promise.resolve();
  });

  const cases: readonly (readonly [attribute: string, text: string, same: Wish, other: Wish])[] = [
    ['photos', 'wifi', { photos: 'wifi' }, { photos: 'manual' }],
    ['conflict-policy', 'ask', { conflictPolicy: 'ask' }, { conflictPolicy: 'theirs' }],
    ['auto-sync', '', { autoSync: true }, { autoSync: { on: ['load'] } }],
    [
      'auto-sync',
      'load edits 15',
      { autoSync: { on: ['load', 'edits', 'timer'], everyMs: 15 * 60_000 } },
      { autoSync: true },
    ],
  ];
  for (const [attribute, text, same, other] of cases)
    it(`${attribute}="${text}" is what its controller does`, async () => {
      await button({ [attribute]: text });
      expect(said(same)).to.equal('the same');
      expect(said(other)).to.contain(`another ${Object.keys(other)[0] ?? ''}`);
    });

  it('nothing leaves all of it to the rest of the page', async () => {
    await button({});
    expect(said({ photos: 'manual', conflictPolicy: 'theirs', autoSync: { on: ['load'] } })).to.equal('the same');
  });

  it('a word that there is none of reaches nobody', async () => {
    await button({ photos: 'wlan', 'conflict-policy': 'yours', 'auto-sync': 'sometimes' });
    expect(said({ photos: 'wifi', conflictPolicy: 'ask', autoSync: true })).to.equal('the same');
  });
});

/** A wrong value that only the service can tell is named with its attribute, as one that the page can tell. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import { suspectOf } from '../../src/elements/sync-button/suspect.js';
import { clear, inside, settled, show, textOf } from '../support/element-page.js';
import { TestService } from '../support/service.js';

describe('a button whose area the service does not give', () => {
  let service: TestService;
  let element: GdbSyncButton;

  before(async () => {
    service = await TestService.create({}, 3);
  });
  afterEach(() => {
    element.controller?.close();
    clear();
  });

  async function toldAfterPress(attributes: Record<string, string>): Promise<string> {
    element = document.createElement('gdb-sync-button');
    for (const [name, value] of Object.entries({ 'service-url': service.url, ...attributes }))
      element.setAttribute(name, value);
    await show(element);
    await waitUntil(() => element.controller?.state.opened, 'opened', { timeout: 10_000 });
    inside(element, '.main').click();
    const detail = (): string => textOf(inside(element, '#detail'));
    await waitUntil(() => /not part|could not answer|reported/.test(detail()), 'why', { timeout: 15_000 });
    await settled(element);
    return detail();
  }

  const site = (): string => new URL(service.url).origin;
  const cases: readonly (readonly [what: string, given: () => Record<string, string>, told: () => string])[] = [
    ['no address', () => ({ 'service-url': 'not a url' }), () => 'Check service-url: “not a url”'],
    [
      'a service that is not there',
      () => ({ 'service-url': `${site()}/rest/services/nowhere/FeatureServer` }),
      () => `Check service-url: “${site()}/rest/services/nowhere/FeatureServer”`,
    ],
    [
      'a service for maps',
      () => ({ 'service-url': service.url.replace('FeatureServer', 'MapServer') }),
      () => `Check service-url: “${service.url.replace('FeatureServer', 'MapServer')}”`,
    ],
    ['a layer that is not there', () => ({ layers: '0,99' }), () => 'Check layers: “0,99”'],
    [
      'the address of a layer that is not there',
      () => ({ 'service-url': `${service.url}/99` }),
      () => `Check service-url: “${service.url}/99”`,
    ],
    ['a where that is none', () => ({ where: '1=;DROP' }), () => 'Check where: “1=;DROP”'],
  ];
  for (const [what, given, told] of cases)
    it(`names ${what}`, async () => {
      expect(await toldAfterPress(given())).to.contain(told());
    }).timeout(20_000);
});

describe('no attribute is suspected', () => {
  const attributes = { serviceUrl: 'https://h/FeatureServer', layers: '0', where: '' } as never;
  const error = (code: string, details = {}) => ({ code, message: '', retryable: false, details }) as never;
  for (const [what, failure] of [
    ['without connection', error('network')],
    ['where the server is down', error('http', { status: 503 })],
    ['where a sign-in is wanted', error('token-required')],
    [
      'of what the service says to an area without where',
      error('service', { url: 'https://h/FeatureServer/createReplica' }),
    ],
  ] as const)
    it(what, () => {
      expect(suspectOf(failure, attributes)).to.equal(null);
    });
});

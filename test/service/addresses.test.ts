/** Every address that a service hands out: no token leaves its origin by one, and what is no web address is asked for by nobody. */
import { expect } from '@open-wc/testing';
import { isGdbError } from '../../src/shared/errors.js';
import { call, json, OAK, serve, SERVICE, TREES, type Seen } from './play-server.js';

const TOKEN = 'planted-SECRET-0123456789';
const auth = { getToken: async () => TOKEN };
const home = new URL(SERVICE).origin;
const read = { ...call, layers: [TREES], onProgress: () => undefined };
const ELSEWHERE = [
  'https://evil.example/a.json',
  'https://evil.example:443/a.json',
  `${home}.evil.example/a.json`,
  `${home}:8443/a.json`,
  `https://gis.example.com@evil.example/a.json`,
  '//evil.example/a.json',
  'https:\\\\evil.example\\a.json',
  'http://evil.example/a.json',
];
const NO_ADDRESSES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:application/json,{}',
  'blob:https://gis.example.com/1',
  'file:///etc/passwd',
  'ftp://gis.example.com/a',
  'about:blank',
  'https://',
];

type Service = ReturnType<typeof serve>['service'];

/** How each address comes in, and what follows it. */
const WAYS: Readonly<Record<string, (service: Service, address: string) => Promise<unknown>>> = {
  'a status URL': (service, address) => service.jobStatus(address, call),
  'a result URL': (service, address) => service.readResult(address, read),
  'the address of an attachment': async (service, address) => {
    for await (const piece of service.readAttachment(address, call)) expect(piece.length).to.be.at.least(0);
  },
};

function carriesToken({ url, fields, init }: Seen): boolean {
  const headers = JSON.stringify([...new Headers(init.headers).entries()]);
  return `${url.href}${JSON.stringify(fields)}${headers}`.includes(TOKEN);
}

describe('an address that a service hands out', () => {
  for (const [what, follow] of Object.entries(WAYS)) {
    it(`as ${what} takes no token to another origin`, async () => {
      for (const address of ELSEWHERE) {
        const { service, seen } = serve(() => json({ status: 'Pending' }), { auth });
        await follow(service, address).catch((error: unknown) =>
          expect(isGdbError(error), String(error)).to.equal(true),
        );
        for (const request of seen)
          if (request.url.origin !== home) expect(carriesToken(request), `${address} got the token`).to.equal(false);
      }
    });

    it(`as ${what} is not asked for unless it is a web address`, async () => {
      for (const address of NO_ADDRESSES) {
        const { service, seen } = serve(() => json({}), { auth });
        const ended = await follow(service, address).catch((error: unknown) => error);
        expect(isGdbError(ended), `${address}: ${String(ended)}`).to.equal(true);
        for (const request of seen) expect(request.url.origin, address).to.equal(home);
      }
    });
  }

  it('inside a reply is kept without token and credentials, and only if it is a web address', async () => {
    for (const address of NO_ADDRESSES) {
      const info = { id: 1, globalId: OAK, name: 'a.jpg', size: 5, url: address };
      const group = { parentGlobalId: OAK, attachmentInfos: [info] };
      const { service } = serve(() => json({ attachmentGroups: [group] }), { auth });
      const [found] = await service.queryAttachments(TREES, [OAK], call);
      expect(found?.url ?? null, address).to.satisfy((url: string | null) => url === null || url.startsWith(home));
    }
  });

  it('to the home origin gets the token', async () => {
    const { service, seen } = serve(() => json({ status: 'Pending' }), { auth });
    await service.jobStatus(`${SERVICE}/jobs/1`, call);
    expect(seen.some(carriesToken)).to.equal(true);
  });
});

import { expect } from '@open-wc/testing';
import { call, failure, html, json, rejection, serve, type Script } from './play-server.js';

const PORTAL = 'https://portal.example.org/portal';
const answers =
  (info: unknown, self: unknown = { username: 'ina' }): Script =>
  ({ url }) =>
    json(url.pathname.endsWith('/rest/info') ? info : self);

describe('who a token belongs to', () => {
  it('is asked of the portal that /rest/info names, with a token asked for that portal', async () => {
    const asked: string[] = [];
    const auth = {
      getToken: async (url: string) => {
        asked.push(url);
        return url === PORTAL ? 'portal-token' : 'service-token';
      },
    };
    const { service, seen } = serve(answers({ owningSystemUrl: `${PORTAL}/` }), { auth });
    expect(await service.whoAmI(call)).to.deep.equal({ username: 'ina', portal: PORTAL });
    expect(asked).to.deep.equal([PORTAL]);
    expect(seen.map(({ method, url, fields }) => [method, url.href, fields['token']])).to.deep.equal([
      ['GET', 'https://gis.example.com/arcgis/rest/info?f=json', undefined],
      ['POST', `${PORTAL}/sharing/rest/community/self`, 'portal-token'],
    ]);
  });

  it('is not asked without auth', async () => {
    const { service, seen } = serve(answers({ owningSystemUrl: PORTAL }));
    expect(await service.whoAmI(call)).to.deep.equal({ username: null, portal: PORTAL });
    expect(seen).to.have.length(1);
  });

  it('is unknown on a server of its own', async () => {
    for (const info of [{}, { owningSystemUrl: null }, { owningSystemUrl: 'javascript:1' }, []]) {
      expect(await serve(answers(info), { auth: { getToken: async () => 't' } }).service.whoAmI(call)).to.deep.equal({
        username: null,
        portal: null,
      });
    }
    expect(await serve(() => failure(404, 'no')).service.whoAmI(call)).to.deep.equal({ username: null, portal: null });
  });

  it('is unknown where the portal does not say', async () => {
    const { service } = serve(answers({ owningSystemUrl: PORTAL }, {}), { auth: { getToken: async () => 't' } });
    expect(await service.whoAmI(call)).to.deep.equal({ username: null, portal: PORTAL });
  });

  it('is read inside "user" too', async () => {
    const { service } = serve(answers({ owningSystemUrl: PORTAL }, { user: { username: 'sam' } }), {
      auth: { getToken: async () => 't' },
    });
    expect((await service.whoAmI(call)).username).to.equal('sam');
  });

  it('is asked over https, although the portal still names itself with http', async () => {
    const { service, seen } = serve(answers({ owningSystemUrl: 'http://www.arcgis.com' }), {
      auth: { getToken: async () => 't' },
    });
    expect((await service.whoAmI(call)).portal).to.equal('https://www.arcgis.com');
    expect(seen[1]?.url.protocol).to.equal('https:');
  });

  it('is not announced as a use of the token, so that the one who hears of a token may ask', async () => {
    let announced = 0;
    const { service } = serve(answers({ owningSystemUrl: PORTAL }), {
      auth: { getToken: async () => 't' },
      onTokenUsed: () => {
        announced++;
      },
    });
    await service.whoAmI(call);
    expect(announced).to.equal(0);
  });

  it('cannot be told through a captive portal', async () => {
    expect((await rejection(serve(() => html()).service.whoAmI(call))).code).to.equal('not-json');
  });
});

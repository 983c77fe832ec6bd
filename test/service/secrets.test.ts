import { expect } from '@open-wc/testing';
import { summarize, type GdbError } from '../../src/shared/errors.js';
import { call, failure, html, json, OAK, rejection, serve, SERVICE, TREES, wire, type Script } from './play-server.js';

const TOKEN = 'planted-SECRET-0123456789';
const auth = { getToken: async () => TOKEN };
const read = { ...call, layers: [TREES], onProgress: () => undefined };

/** Everything an error can show: to a console, a log, another tab or the database. */
function shown(error: GdbError): string {
  const chain: unknown[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    chain.push(at.message, at.stack, JSON.stringify(at, Object.getOwnPropertyNames(at)));
  return `${chain.join('\n')}${JSON.stringify(summarize(error))}`;
}

describe('a planted token', () => {
  const replies: Readonly<Record<string, Script>> = {
    'an error that repeats it': () => failure(400, `Token ${TOKEN} may not do this`, [`token=${TOKEN}`]),
    'a refusal that repeats it': () => failure(498, `Invalid token ${TOKEN}`),
    HTML: () => html(),
    'HTTP 500': () => new Response(`token=${TOKEN}`, { status: 500 }),
    'a broken reply': () => new Response(`{"token":"${TOKEN}`),
    'other JSON': () => json(`token ${TOKEN}`),
    'a fetch that puts the URL into its error': ({ url }) => {
      throw new TypeError(`Failed to fetch ${url.href}?token=${TOKEN}`);
    },
  };
  for (const [what, script] of Object.entries(replies)) {
    it(`is in no error after ${what}`, async () => {
      const { service } = serve(script, { auth });
      const errors = [
        await rejection(service.listReplicas(call)),
        await rejection(service.unregisterReplica('r1', call)),
        await rejection(service.jobStatus(`${SERVICE}/jobs/1?token=${TOKEN}`, call)),
        await rejection(service.readResult(`${SERVICE}/out/a.json?token=${TOKEN}`, read)),
        await rejection(service.uploadPart('i1', { partNo: 1, bytes: new Blob() }, call)),
      ];
      for (const error of errors) expect(shown(error)).not.to.contain(TOKEN);
    });
  }

  it('is in no error when it is the sign-in that fails', async () => {
    const failing = {
      getToken: () =>
        Promise.reject(Object.assign(new Error(`bad ${TOKEN}`), { options: { token: TOKEN, password: TOKEN } })),
    };
    const { service } = serve(() => json([]), { auth: failing });
    expect(shown(await rejection(service.listReplicas(call)))).not.to.contain(TOKEN);
  });

  it('is in no address that leaves this room', async () => {
    const address = (path: string) => `${SERVICE}${path}?token=${TOKEN}`;
    const replies = [
      { statusUrl: address('/jobs/1') },
      { URL: address('/out/a.json') },
      {
        edits: [
          {
            id: 0,
            attachments: { adds: [{ globalId: OAK, parentGlobalId: OAK, url: address('/0/1/attachments/1') }] },
          },
        ],
      },
    ];
    for (const reply of replies) {
      const { service } = serve(() => json(reply), { auth });
      const parameters = {
        layers: [],
        extent: null,
        outSpatialReference: null,
        attachments: 'none',
        syncModel: 'perLayer',
        syncDirection: 'bidirectional',
      } as const;
      const submission = await service.createReplica(
        { replicaName: 'x', parameters, layers: [TREES], async: false },
        call,
      );
      expect(JSON.stringify(submission)).not.to.contain(TOKEN);
      expect(JSON.stringify(submission)).to.contain(SERVICE);
    }
    const { service } = serve(() => json({ status: 'Completed', resultUrl: address('/out/a.json') }), { auth });
    expect(JSON.stringify(await service.jobStatus(`${SERVICE}/jobs/1`, call))).not.to.contain(TOKEN);
  });
});

describe('the signature of a result URL', () => {
  it('is in no error, under whatever name another host has for it', async () => {
    const { service } = serve(() => html(), { auth });
    for (const query of [
      'sv=1&sig=SIGNED',
      'X-Amz-Credential=SIGNED&X-Amz-Signature=SIGNED',
      'Policy=SIGNED&Key-Pair-Id=SIGNED',
    ]) {
      expect(
        shown(await rejection(service.readResult(`https://blob.example.net/a.json?${query}`, read))),
      ).not.to.contain('SIGNED');
    }
  });
});

describe('credentials in a service URL', () => {
  it('are dropped', async () => {
    const { service, seen } = serve(() => json([]), {
      serviceUrl: `https://ina:pass@gis.example.com/arcgis/rest/services/Trees/FeatureServer?token=${TOKEN}`,
    });
    await service.listReplicas(call);
    expect(seen[0]?.url.href).to.equal(`${SERVICE}/replicas?f=json`);
    expect(wire(OAK)).to.contain('{');
  });
});

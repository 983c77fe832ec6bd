import { expect } from '@open-wc/testing';
import { call, failure, html, json, play, rejection, serve, SERVICE } from './play-server.js';
import { createService } from '../../src/service/create-service.js';

const ok = { replicas: [] };

describe('a request to the service', () => {
  it('asks for JSON, says so in every form and query, and is never cached', async () => {
    const { service, seen } = serve(({ method }) => json(method === 'GET' ? [] : { success: true }));
    await service.listReplicas(call);
    await service.unregisterReplica('r1', call);
    expect(seen.map(({ method, fields }) => [method, fields['f']])).to.deep.equal([
      ['GET', 'json'],
      ['POST', 'json'],
    ]);
    expect(seen[0]?.init.cache).to.equal('no-store');
    expect(seen[1]?.init.body).to.be.instanceOf(URLSearchParams);
  });

  it('cuts a layer, a slash and a query off the service URL', async () => {
    const { fetch, seen } = play(() => json([]));
    await createService({ serviceUrl: `${SERVICE}/3/?token=abc`, fetch, now: () => 0 }).listReplicas(call);
    expect(seen[0]?.url.href).to.equal(`${SERVICE}/replicas?f=json`);
  });

  it('takes an error inside HTTP 200 for an error, with code, message and details', async () => {
    const { service } = serve(() => failure(400, 'Unable to complete operation.', ['Invalid where clause']));
    const error = await rejection(service.listReplicas(call));
    expect(error.code).to.equal('service');
    expect(error.retryable).to.equal(false);
    expect(error.details).to.deep.include({
      method: 'GET',
      url: `${SERVICE}/replicas`,
      status: 200,
      serviceCode: 400,
      serviceMessage: 'Unable to complete operation.',
      serviceDetails: ['Invalid where clause'],
      answered: true,
    });
    expect(error.message).to.contain('replicas (GET) at gis.example.com').and.contain('Invalid where clause');
  });

  for (const [what, details, expected] of [
    ['missing', undefined, []],
    ['null', null, []],
    ['text', 'why', ['why']],
    ['a list with nulls', ['why', null], ['why']],
  ] as const) {
    it(`reads error details that are ${what}`, async () => {
      const { service } = serve(() =>
        json({ error: { code: 500, message: 'no', ...(details === undefined ? {} : { details }) } }),
      );
      expect((await rejection(service.listReplicas(call))).details.serviceDetails).to.deep.equal(expected);
    });
  }

  it('reads an error that is only text', async () => {
    const { service } = serve(() => json({ error: 'Service not started' }));
    const error = await rejection(service.listReplicas(call));
    expect([error.code, error.details.serviceMessage]).to.deep.equal(['service', 'Service not started']);
  });

  it('reads the error of older token checks', async () => {
    const { service } = serve(() => json({ status: 'error', code: 498, messages: ['Invalid Token.'] }));
    expect((await rejection(service.listReplicas(call))).code).to.equal('token-invalid');
  });

  it('calls HTML where JSON was promised a captive portal, a proxy or a wrong URL', async () => {
    const { service } = serve(() => html());
    const error = await rejection(service.listReplicas(call));
    expect([error.code, error.retryable, error.details.answered]).to.deep.equal(['not-json', true, false]);
    expect(error.message)
      .to.match(/captive portal/)
      .and.match(/wrong service URL/);
  });

  it('calls a redirected POST the same: edits and token are not carried to another address', async () => {
    const { service, seen } = serve(
      () => new Response(null, { status: 307, headers: { location: 'https://elsewhere.example.org/' } }),
    );
    const error = await rejection(service.unregisterReplica('r1', call));
    expect(error.code).to.equal('not-json');
    expect(seen[0]?.init.redirect).to.equal('manual');
    expect(seen).to.have.length(1);
  });

  for (const [status, code, retryable] of [
    [401, 'forbidden', false],
    [403, 'forbidden', false],
    [404, 'http', false],
    [413, 'http', false],
    [429, 'rate-limited', true],
    [498, 'token-invalid', false],
    [499, 'token-required', false],
    [500, 'http', true],
    [502, 'http', true],
    [503, 'http', true],
    [504, 'http', true],
  ] as const) {
    it(`takes HTTP ${String(status)} without JSON for ${code}, of unknown outcome`, async () => {
      const { service } = serve(() => html(status));
      const error = await rejection(service.listReplicas(call));
      expect([error.code, error.retryable, error.details.status, error.details.answered]).to.deep.equal([
        code,
        retryable,
        status,
        false,
      ]);
    });
  }

  for (const [code, expected] of [
    [401, 'forbidden'],
    [403, 'forbidden'],
    [429, 'rate-limited'],
    [498, 'token-invalid'],
    [499, 'token-required'],
  ] as const) {
    it(`takes ${String(code)} inside HTTP 200 for ${expected}`, async () => {
      const { service } = serve(() => failure(code, 'no'));
      const error = await rejection(service.listReplicas(call));
      expect([error.code, error.details.serviceCode, error.details.answered]).to.deep.equal([expected, code, true]);
    });
  }

  for (const code of [502, 503, 504]) {
    it(`does not count ${String(code)} as an answer, wherever it stands: a gateway does not know how the request ended`, async () => {
      const inside = await rejection(serve(() => failure(code, 'Gateway')).service.listReplicas(call));
      const outside = await rejection(
        serve(() => json({ error: { code: 500, message: 'x' } }, { status: code })).service.listReplicas(call),
      );
      for (const error of [inside, outside])
        expect([error.retryable, error.details.answered]).to.deep.equal([true, false]);
    });
  }

  it('tries a locked replica or geodatabase again later', async () => {
    const { service } = serve(() => failure(500, 'The replica is locked by another sync.'));
    const error = await rejection(service.listReplicas(call));
    expect([error.code, error.retryable]).to.deep.equal(['service', true]);
  });

  it('knows by its words that a replica is gone, since no code is documented for it', async () => {
    for (const message of [
      'Replica not found.',
      'The replica {1234} does not exist.',
      'Invalid replica id',
      'Unknown replicaID',
    ]) {
      expect((await rejection(serve(() => failure(400, message)).service.listReplicas(call))).code, message).to.equal(
        'replica-not-found',
      );
    }
    for (const message of ['Layer 3 of the replica not found', 'Invalid parameters']) {
      expect((await rejection(serve(() => failure(400, message)).service.listReplicas(call))).code, message).to.equal(
        'service',
      );
    }
  });

  it('knows by its words that a generation is too old or too new, since no code is documented for it', async () => {
    for (const message of [
      'The generation of the replica is invalid.',
      'replicaServerGen 5 is older than the minimum server generation 900.',
      'Server generation is no longer available',
      'The serverGen for layer 0 is less than minServerGen.',
      'The replica server gen is greater than the current one',
    ]) {
      const error = await rejection(serve(() => failure(400, message)).service.listReplicas(call));
      expect([error.code, error.retryable], message).to.deep.equal(['stale-generation', false]);
    }
    for (const message of ['Code generation failed', 'An older client is not supported'])
      expect((await rejection(serve(() => failure(400, message)).service.listReplicas(call))).code).to.equal('service');
  });

  it('takes Retry-After in seconds', async () => {
    const { service } = serve(() => new Response('', { status: 429, headers: { 'retry-after': '7' } }));
    const error = await rejection(service.listReplicas(call));
    expect([error.code, error.details.retryAfterMs]).to.deep.equal(['rate-limited', 7000]);
  });

  it('takes Retry-After as a date, by the clock it was given', async () => {
    const now = Date.parse('Tue, 01 Jul 2025 10:00:00 GMT');
    const { service } = serve(
      () => new Response('', { status: 503, headers: { 'retry-after': 'Tue, 01 Jul 2025 10:00:30 GMT' } }),
      { now: () => now },
    );
    const error = await rejection(service.listReplicas(call));
    expect([error.code, error.details.retryAfterMs]).to.deep.equal(['rate-limited', 30_000]);
  });

  it('ignores a Retry-After that nobody can read', async () => {
    const { service } = serve(() => new Response('', { status: 429, headers: { 'retry-after': 'soon' } }));
    expect((await rejection(service.listReplicas(call))).details.retryAfterMs).to.equal(undefined);
  });

  it('calls a bare failure of fetch a network error, of unknown outcome', async () => {
    const { service } = serve(() => {
      throw new TypeError('Failed to fetch');
    });
    const error = await rejection(service.listReplicas(call));
    expect([error.code, error.retryable, error.details.answered]).to.deep.equal(['network', true, false]);
    expect(error.cause).to.be.instanceOf(TypeError);
  });

  it('calls a reply that breaks off a network error, of unknown outcome', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"replicas":['));
        controller.error(new TypeError('network error'));
      },
    });
    const error = await rejection(serve(() => new Response(broken)).service.listReplicas(call));
    expect([error.code, error.details.answered]).to.deep.equal(['network', false]);
  });

  it('calls JSON that ends too early a network error, even when the connection ended politely', async () => {
    const error = await rejection(serve(() => new Response('{"replicas":[{"replicaName"')).service.listReplicas(call));
    expect([error.code, error.details.answered]).to.deep.equal(['network', false]);
    expect(error.message).to.contain('ended too early');
  });

  it('calls fewer bytes than Content-Length a network error, even when they are JSON by chance', async () => {
    const error = await rejection(
      serve(() => new Response('[]', { headers: { 'content-length': '900' } })).service.listReplicas(call),
    );
    expect([error.code, error.details.answered]).to.deep.equal(['network', false]);
  });

  it('calls an empty reply a network error', async () => {
    expect((await rejection(serve(() => new Response('')).service.listReplicas(call))).code).to.equal('network');
  });

  it('calls other JSON than the operation promises a bad reply, which was answered', async () => {
    const error = await rejection(serve(() => json('hello')).service.listReplicas(call));
    expect([error.code, error.retryable, error.details.answered]).to.deep.equal(['bad-reply', false, true]);
  });

  it('ends with "aborted" when the caller gives up before the reply', async () => {
    const stop = new AbortController();
    const { service } = serve(
      ({ init }) =>
        new Promise((_, reject) => {
          init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
          stop.abort();
        }),
    );
    const error = await rejection(service.listReplicas({ signal: stop.signal }));
    expect([error.code, error.retryable, error.details.answered]).to.deep.equal(['aborted', false, false]);
  });

  it('ends with "aborted" when the caller gave up before it began, and sends nothing useful', async () => {
    const { service } = serve(({ init }) => {
      init.signal?.throwIfAborted();
      return json(ok);
    });
    expect((await rejection(service.listReplicas({ signal: AbortSignal.abort() }))).code).to.equal('aborted');
  });

  it('times out when no reply begins', async () => {
    const { service } = serve(
      ({ init }) =>
        new Promise((_, reject) =>
          init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError'))),
        ),
      { timeouts: { replyMs: 20 } },
    );
    const error = await rejection(service.listReplicas(call));
    expect([error.code, error.retryable, error.details.answered]).to.deep.equal(['timeout', true, false]);
  });

  it('times out when a reply begins and then stands still', async () => {
    const { service } = serve(
      ({ init }) =>
        new Response(
          new ReadableStream<Uint8Array>({
            start(controller) {
              controller.enqueue(new TextEncoder().encode('['));
              init.signal?.addEventListener('abort', () => controller.error(new DOMException('Aborted', 'AbortError')));
            },
          }),
        ),
      { timeouts: { idleMs: 20 } },
    );
    expect((await rejection(service.listReplicas(call))).code).to.equal('timeout');
  });

  it('does not time out while bytes keep coming, however long it takes', async () => {
    const { service } = serve(
      () =>
        new Response(
          new ReadableStream<Uint8Array>({
            async start(controller) {
              for (const piece of ['[', ' ', ' ', ' ', ' ', ' ', ' ', ']']) {
                await new Promise((resolve) => setTimeout(resolve, 25));
                controller.enqueue(new TextEncoder().encode(piece));
              }
              controller.close();
            },
          }),
        ),
      { timeouts: { replyMs: 100, idleMs: 120 } },
    );
    expect(await service.listReplicas(call)).to.deep.equal([]);
  });
});

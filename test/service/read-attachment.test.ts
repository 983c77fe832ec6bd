import { expect } from '@open-wc/testing';
import { call, failure, html, rejection, serve, SERVICE } from './play-server.js';

const URL_ = `${SERVICE}/0/1/attachments/5`;
const jpeg = { 'content-type': 'image/jpeg' };

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<number[]> {
  const bytes: number[] = [];
  for await (const piece of pieces) bytes.push(...piece);
  return bytes;
}

describe('reading the bytes of an attachment', () => {
  it('yields them as they come, and adds nothing to the address', async () => {
    const { service, seen } = serve(() => new Response(new Uint8Array([1, 2, 3]), { headers: jpeg }));
    expect(await collect(service.readAttachment(URL_, call))).to.deep.equal([1, 2, 3]);
    expect(seen[0]?.url.href).to.equal(URL_);
  });

  it("sends the token to the service's own origin alone", async () => {
    const auth = { getToken: async () => 't1' };
    const { service, seen } = serve(() => new Response(new Uint8Array([1]), { headers: jpeg }), { auth });
    await collect(service.readAttachment(URL_, call));
    await collect(service.readAttachment('https://store.example.net/a.jpg', call));
    expect(seen.map(({ url }) => url.search)).to.deep.equal(['?token=t1', '']);
  });

  it('renews a refused token here too', async () => {
    const auth = {
      getToken: async (_: string, { rejected }: { rejected?: string }) => (rejected === undefined ? 'old' : 'new'),
    };
    const { service } = serve(
      ({ fields }) =>
        fields['token'] === 'new' ? new Response(new Uint8Array([1]), { headers: jpeg }) : failure(498, 'no'),
      { auth },
    );
    expect(await collect(service.readAttachment(URL_, call))).to.deep.equal([1]);
  });

  it('takes fewer bytes than announced for a broken connection', async () => {
    const { service } = serve(
      () => new Response(new Uint8Array([1, 2]), { headers: { ...jpeg, 'content-length': '3' } }),
    );
    const error = await rejection(collect(service.readAttachment(URL_, call)));
    expect(error.code).to.equal('network');
    expect(error.message).to.contain('2 of 3 bytes');
  });

  describe('from a byte on', () => {
    const at = (from: number) => ({ ...call, from });
    it('asks for that range alone, and takes what comes', async () => {
      const { service, seen } = serve(
        () =>
          new Response(new Uint8Array([3, 4]), {
            status: 206,
            headers: { ...jpeg, 'content-range': 'bytes 2-3/4', 'content-length': '2' },
          }),
      );
      expect(await collect(service.readAttachment(URL_, at(2)))).to.deep.equal([3, 4]);
      expect(new Headers(seen[0]?.init.headers).get('range')).to.equal('bytes=2-');
    });

    it('lets go of what comes before it where the service sends everything', async () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (const piece of [[1], [2, 3], [4]]) controller.enqueue(new Uint8Array(piece));
          controller.close();
        },
      });
      const { service } = serve(() => new Response(body, { headers: jpeg }));
      expect(await collect(service.readAttachment(URL_, at(2)))).to.deep.equal([3, 4]);
    });

    it('refuses another range than it asked for, and says that there is none', async () => {
      const other = serve(
        () => new Response(new Uint8Array([1]), { status: 206, headers: { ...jpeg, 'content-range': 'bytes 0-0/4' } }),
      );
      expect((await rejection(collect(other.service.readAttachment(URL_, at(2))))).code).to.equal('bad-reply');
      const none = serve(() => new Response('', { status: 416 }));
      expect((await rejection(collect(none.service.readAttachment(URL_, at(2))))).details.status).to.equal(416);
    });
  });

  it('does not measure a compressed body by its length on the wire', async () => {
    const { service } = serve(
      () =>
        new Response(new Uint8Array([1, 2]), {
          headers: { ...jpeg, 'content-length': '30', 'content-encoding': 'gzip' },
        }),
    );
    expect(await collect(service.readAttachment(URL_, call))).to.deep.equal([1, 2]);
  });

  it('never passes an error on as the photo', async () => {
    expect(
      (await rejection(collect(serve(() => failure(404, 'gone')).service.readAttachment(URL_, call)))).details
        .serviceCode,
    ).to.equal(404);
    expect((await rejection(collect(serve(() => html()).service.readAttachment(URL_, call)))).code).to.equal(
      'not-json',
    );
    expect((await rejection(collect(serve(() => html(502)).service.readAttachment(URL_, call)))).code).to.equal('http');
  });

  it('asks again with f=json when HTML came: errors are HTML without it, and a refused token would go unseen', async () => {
    const auth = {
      getToken: async (_: string, { rejected }: { rejected?: string }) => (rejected === undefined ? 'old' : 'new'),
    };
    const { service, seen } = serve(
      ({ fields }) => {
        if (fields['token'] === 'new') return new Response(new Uint8Array([1]), { headers: jpeg });
        return fields['f'] === 'json' ? failure(498, 'Invalid token') : html();
      },
      { auth },
    );
    expect(await collect(service.readAttachment(URL_, call))).to.deep.equal([1]);
    expect(seen.map(({ fields }) => [fields['f'], fields['token']])).to.deep.equal([
      [undefined, 'old'],
      ['json', 'old'],
      ['json', 'new'],
    ]);
  });

  it('passes a JSON file on as it is', async () => {
    const text = '{"type":"FeatureCollection","features":[]}';
    const { service } = serve(() => new Response(text, { headers: { 'content-type': 'application/json' } }));
    expect(new TextDecoder().decode(new Uint8Array(await collect(service.readAttachment(URL_, call))))).to.equal(text);
  });

  it('refuses addresses that are no web address', async () => {
    const { service, seen } = serve(() => new Response(''));
    for (const url of ['javascript:1', 'data:,x', 'blob:x'])
      expect((await rejection(collect(service.readAttachment(url, call)))).code).to.equal('bad-reply');
    expect(seen).to.have.length(0);
  });

  it('lets go of the connection when the reader stops early', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        cancelled = true;
      },
    });
    const { service } = serve(() => new Response(body, { headers: jpeg }));
    const pieces = service.readAttachment(URL_, call)[Symbol.asyncIterator]();
    await pieces.next();
    await pieces.return?.();
    expect(cancelled).to.equal(true);
  });
});

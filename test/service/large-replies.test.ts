/** Replies too large to be read at once: handed on as they come, with the same answers for what is no reply. */
import { expect } from '@open-wc/testing';
import type { ReplyBody, Submission } from '../../src/sync/ports.js';
import { call, html, json, OAK, rejection, serve, SERVICE, TREES, wire } from './play-server.js';

const FILE = `${SERVICE}/out/a.json`;
const read = { ...call, layers: [TREES], onProgress: (): void => undefined };
const oak = { attributes: { OBJECTID: 1, GlobalID: wire(OAK) } };
const large = { padding: 'x'.repeat(300_000) };
const reply = { replicaID: 'r1', replicaServerGen: 7, layers: [{ id: 0, features: [oak] }], ...large };

function bodyOf(delivery: Submission): ReplyBody {
  if (delivery.kind === 'body') return delivery.body;
  throw new Error(`It came as ${delivery.kind}.`);
}

async function textOf(body: ReplyBody): Promise<string> {
  const pieces: BlobPart[] = [];
  for await (const piece of body.bytes) pieces.push(new Uint8Array(piece));
  return new Blob(pieces).text();
}

describe('a large reply', () => {
  it('comes as its body, whole and with its length', async () => {
    const text = JSON.stringify(reply);
    const { service } = serve(() => new Response(text, { headers: { 'content-length': String(text.length) } }));
    const body = bodyOf(await service.readResult(FILE, read));
    expect(body.total).to.equal(text.length);
    expect(await textOf(body)).to.equal(text);
  });

  it('comes as its body from synchronous createReplica and synchronizeReplica too', async () => {
    const { service } = serve(() => json(reply));
    const layers = [TREES];
    const parameters = {
      layers: [],
      extent: null,
      outSpatialReference: null,
      attachments: 'none',
      syncModel: 'perReplica',
      syncDirection: 'bidirectional',
    } as const;
    const created = await service.createReplica({ replicaName: 'x', parameters, layers, async: false }, call);
    const synced = await service.synchronizeReplica(
      {
        replicaId: 'r1',
        syncModel: 'perReplica',
        leg: { direction: 'download', layerIds: [0] },
        generations: { kind: 'perReplica', serverGen: 1 },
        edits: [],
        rollbackOnFailure: false,
        async: false,
        attachments: 'none',
        layers,
      },
      call,
    );
    for (const one of [created, synced]) expect(await textOf(bodyOf(one))).to.equal(JSON.stringify(reply));
  });

  it('is read once the rows were taken out of it, and still tells whether they replace or change', async () => {
    const { service } = serve(() => json(reply));
    const body = bodyOf(await service.readResult(FILE, read));
    const changesOf = (rest: object) => body.read(JSON.stringify({ replicaServerGen: 7, ...rest })).changes;
    const [snapshot] = changesOf({ layers: [{ id: 0, features: [null] }] });
    expect(snapshot).to.deep.include({ layerId: 0, mode: 'replace', rows: [] });
    const [delta] = changesOf({ layers: [{ id: 0, features: { adds: [], updates: [null] } }] });
    expect(delta).to.deep.include({ layerId: 0, mode: 'delta', rows: [] });
    const [edits] = changesOf({ edits: [{ id: 0, features: { adds: [null], deleteIds: [OAK] } }] });
    expect(edits).to.deep.include({ layerId: 0, mode: 'delta', deleteIds: [OAK] });
    expect(changesOf({ edits: [{ id: 0, features: { adds: [] } }] })).to.deep.equal([]);
  });

  it('that turns out to be an error is that error', async () => {
    const error = { error: { code: 500, message: 'Out of memory', details: [large.padding] } };
    const { service } = serve(() => json(error));
    const body = bodyOf(await service.readResult(FILE, read));
    const text = await textOf(body);
    expect(await rejection(Promise.resolve().then(() => body.read(text)))).to.include({ code: 'service' });
  });

  it('that is a page, or an error by its status, is told before anything is handed on', async () => {
    const page = `<!doctype html>${large.padding}`;
    for (const [response, code] of [
      [new Response(page), 'not-json'],
      [new Response(JSON.stringify(reply), { status: 500 }), 'http'],
      [html(), 'not-json'],
    ] as const) {
      const { service } = serve(() => response);
      expect((await rejection(service.readResult(FILE, read))).code).to.equal(code);
    }
  });

  it('that ends before its length rejects network when it is read', async () => {
    const text = JSON.stringify(reply);
    const headers = { 'content-length': String(text.length + 10) };
    const { service } = serve(() => new Response(text, { headers }));
    const body = bodyOf(await service.readResult(FILE, read));
    const error = await rejection(textOf(body));
    expect([error.code, error.details.answered]).to.deep.equal(['network', false]);
  });

  it('lets go of its connection when nobody reads on', async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new TextEncoder().encode(`{"a":"${large.padding}`));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const { service } = serve(() => new Response(stream));
    for await (const piece of bodyOf(await service.readResult(FILE, read)).bytes) {
      expect(piece.length).to.be.greaterThan(0);
      break;
    }
    expect(cancelled).to.equal(true);
  });
});

describe('a reply that is a mobile geodatabase', () => {
  const file = new Uint8Array(4000).fill(7);
  file.set(new TextEncoder().encode('SQLite format 3\0'));

  it('is handed on as its bytes, however it was cut into pieces', async () => {
    for (const first of [1, 9, 15, 16, 3999]) {
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(file.slice(0, first));
          controller.enqueue(file.slice(first));
          controller.close();
        },
      });
      const { service } = serve(() => new Response(stream));
      const delivery = await service.readResult(FILE, read);
      if (delivery.kind !== 'database') throw new Error(delivery.kind);
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for await (const piece of delivery.body.bytes) pieces.push(new Uint8Array(piece));
      expect(new Uint8Array(await new Blob(pieces).arrayBuffer())).to.deep.equal(file);
    }
  });

  it('is read by the JSON that it stands for', async () => {
    const { service } = serve(() => new Response(file));
    const delivery = await service.readResult(FILE, read);
    if (delivery.kind !== 'database') throw new Error(delivery.kind);
    const rest = { replicaServerGen: 7, edits: [{ id: 0, features: { adds: [null], deleteIds: [OAK] } }] };
    expect(delivery.body.read(JSON.stringify(rest))).to.deep.include({
      generations: { kind: 'perReplica', serverGen: 7 },
    });
  });

  it('is no answer to anything else', async () => {
    const { service } = serve(() => new Response(file));
    const error = await rejection(service.listReplicas(call));
    expect(error.code).to.equal('unsupported-file');
  });
});

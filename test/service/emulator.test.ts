import { expect } from '@open-wc/testing';
import type { LayerSchema } from '../../src/shared/esri.js';
import { newGlobalId } from '../../src/shared/ids.js';
import type { GenerateGeodatabaseParameters, Generations } from '../../src/shared/records.js';
import { createService, type ServiceOptions } from '../../src/service/create-service.js';
import type { LayerEdits, ReplicaReply, ServicePort, Submission, SynchronizeRequest } from '../../src/sync/ports.js';
import { createUploads } from '../../src/uploads/create-uploads.js';
import { photoBytes, sha256, TestService } from '../support/service.js';
import { Photo } from '../uploads/upload-server.js';
import { call, readOf, rejection } from './play-server.js';

/** The client against the emulator, over HTTP. */
interface Replica {
  readonly service: ServicePort;
  readonly id: string;
  readonly layers: readonly LayerSchema[];
  readonly first: ReplicaReply;
  readonly synchronize: (changes: Partial<SynchronizeRequest>) => Promise<ReplicaReply>;
}

const nothing = { adds: [], updates: [], deleteIds: [] };
const POINT = { x: 10, y: 50 };

function clientOf(server: TestService, options: Partial<ServiceOptions> = {}): ReturnType<typeof createService> {
  return createService({ serviceUrl: server.url, now: () => Date.now(), ...options });
}

/** Follows a submission to its end, as a sync does. */
async function follow(
  service: ServicePort,
  submission: Submission,
  layers: readonly LayerSchema[],
): Promise<ReplicaReply> {
  if (submission.kind !== 'file' && submission.kind !== 'job') return readOf(submission);
  const read = { ...call, layers, onProgress: () => undefined };
  if (submission.kind === 'file') return readOf(await service.readResult(submission.url, read));
  for (;;) {
    const status = await service.jobStatus(submission.statusUrl, call);
    if (status.kind === 'failed') throw new Error(`job failed: ${JSON.stringify(status.error)}`);
    if (status.kind === 'done') return readOf(await service.readResult(status.resultUrl!, read));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function takeOffline(
  server: TestService,
  changes: Partial<GenerateGeodatabaseParameters> & { readonly async?: boolean; readonly service?: ServicePort } = {},
): Promise<Replica> {
  const { async = false, service = clientOf(server), ...parameters } = changes;
  const { layers } = await service.describe(null, call);
  const submission = await service.createReplica(
    {
      replicaName: `test_${newGlobalId()}`,
      parameters: {
        layers: layers.map(({ layerId }) => ({
          layerId,
          queryOption: 'all',
          useGeometry: false,
          includeRelated: false,
        })),
        extent: null,
        outSpatialReference: { wkid: 4326 },
        attachments: 'bidirectional',
        syncModel: 'perLayer',
        syncDirection: 'bidirectional',
        ...parameters,
      },
      layers,
      async,
    },
    call,
  );
  const first = await follow(service, submission, layers);
  const synchronize = async (request: Partial<SynchronizeRequest>): Promise<ReplicaReply> => {
    const sent = await service.synchronizeReplica(
      {
        replicaId: first.replicaId!,
        syncModel: first.generations!.kind,
        leg: { direction: 'bidirectional', layerIds: layers.map(({ layerId }) => layerId) },
        generations: first.generations!,
        edits: [],
        rollbackOnFailure: false,
        async,
        attachments: 'url',
        layers,
        ...request,
      },
      call,
    );
    return follow(service, sent, layers);
  };
  return { service, id: first.replicaId!, layers, first, synchronize };
}

const rowsOf = (reply: ReplicaReply, layerId: number) =>
  reply.changes.find((change) => change.layerId === layerId)?.rows ?? [];
const editsOf = (edits: Partial<LayerEdits>): LayerEdits => ({
  layerId: 0,
  features: nothing,
  attachments: nothing,
  ...edits,
});
const pointOf = (globalId: string, name = 'New place') => ({
  attributes: { GlobalID: globalId, name },
  geometry: POINT,
});

describe('the service client, against the emulator', () => {
  it('describes it', async () => {
    const server = await TestService.create();
    const { capabilities, layers } = await clientOf(server).describe(null, call);
    expect(capabilities).to.include({
      canSync: true,
      canCreate: true,
      canUpdate: true,
      canDelete: true,
      uploads: true,
    });
    expect(layers.map(({ layerId, type, hasAttachments }) => [layerId, type, hasAttachments])).to.deep.equal([
      [0, 'Feature Layer', true],
      [1, 'Feature Layer', true],
      [2, 'Table', false],
    ]);
    expect(layers[0]).to.include({ objectIdField: 'OBJECTID', globalIdField: 'GlobalID' });
  });

  for (const syncModel of ['perLayer', 'perReplica'] as const) {
    for (const async of [false, true]) {
      it(`takes it offline, ${syncModel}, ${async ? 'by a job' : 'at once'}`, async () => {
        const server = await TestService.create({}, 12);
        const { first, layers } = await takeOffline(server, { syncModel, async });
        expect(first.generations?.kind).to.equal(syncModel);
        for (const { layerId } of layers) {
          expect(first.changes.find((change) => change.layerId === layerId)?.mode, String(layerId)).to.equal('replace');
          expect(rowsOf(first, layerId).length).to.equal((await server.features(layerId)).length);
        }
        expect(first.changes[0]?.attachments.length).to.be.greaterThan(1);
      });
    }
  }

  for (const urlKey of ['URL', 'resultUrl', 'responseUrl', 'url'])
    for (const statusUrlKey of ['statusUrl', 'statusURL'])
      it(`follows a job under ${statusUrlKey} to a result under ${urlKey}`, async () => {
        const { first } = await takeOffline(await TestService.create({ urlKey, statusUrlKey }, 3), { async: true });
        expect(rowsOf(first, 0)).to.have.length(3);
      });

  for (const editResults of ['editResults', 'editsResults', 'inEdits'])
    for (const guidFormat of ['braced', 'bare'])
      for (const async of [false, true])
        it(`sends edits and reads their results, ${editResults}, GUIDs ${guidFormat}, ${async ? 'by a job' : 'at once'}`, async () => {
          const server = await TestService.create({ editResults, guidFormat }, 6);
          const { synchronize, first } = await takeOffline(server, { async });
          const [changed, deleted] = rowsOf(first, 0);
          const [added, refused] = [newGlobalId(), newGlobalId()];
          const reply = await synchronize({
            edits: [
              editsOf({
                features: {
                  adds: [pointOf(added), { attributes: { GlobalID: refused, name: null }, geometry: POINT }],
                  updates: [{ attributes: { GlobalID: changed!.globalId, notes: 'seen' } }],
                  deleteIds: [deleted!.globalId],
                },
              }),
            ],
          });
          const told = new Map(reply.results.map((result) => [result.globalId, result]));
          expect(told.get(added)).to.include({ operation: 'add', success: true });
          expect(told.get(added)?.objectId).to.be.a('number');
          expect(told.get(refused)).to.deep.include({ operation: 'add', success: false });
          expect(told.get(refused)?.error?.code).to.equal(1001);
          expect(told.get(changed!.globalId)).to.include({ operation: 'update', success: true });
          expect(told.get(deleted!.globalId)).to.include({ operation: 'delete', success: true });
          expect(reply.generations).to.deep.include({ kind: 'perLayer' });
          const rows = await server.features(0);
          expect(rows).to.have.length(6);
          expect(rows.filter((row) => row.attributes['notes'] === 'seen')).to.have.length(1);
        });

  it('receives the edits of another client, and nothing when there are none', async () => {
    const server = await TestService.create({}, 4);
    const { synchronize, first } = await takeOffline(server);
    const quiet = await synchronize({ leg: { direction: 'download', layerIds: [0, 1, 2] } });
    expect(quiet.changes).to.deep.equal([]);
    const [changed, deleted] = rowsOf(first, 0);
    const objectId = (row: typeof changed) => row!.attributes['OBJECTID'];
    await server.applyEdits(0, {
      updates: [{ attributes: { OBJECTID: objectId(changed), notes: 'theirs' } }],
      deletes: [objectId(deleted)],
    });
    const reply = await synchronize({
      leg: { direction: 'download', layerIds: [0, 1, 2] },
      generations: quiet.generations ?? first.generations!,
    });
    const change = reply.changes.find(({ layerId }) => layerId === 0);
    expect(change?.mode).to.equal('delta');
    expect(change?.rows.map((row) => [row.globalId, row.attributes['notes']])).to.deep.equal([
      [changed!.globalId, 'theirs'],
    ]);
    expect(change?.deleteIds).to.deep.equal([deleted!.globalId]);
  });

  it('sends a small photo inside the edits and a large one by upload, and reads both back byte for byte', async () => {
    const server = await TestService.create({}, 3);
    const { service, synchronize, first } = await takeOffline(server);
    const parent = rowsOf(first, 0)[2]!.globalId;
    const uploads = createUploads(clientOf(server), { now: () => Date.now() });
    const large = new Photo(5 * 1024 * 1024, { name: 'large.jpg' });
    large.bytes.set(new Uint8Array(photoBytes(large.bytes.length)));
    const receipt = await uploads.ensureUploaded({ attachment: large.record, uploadsSupported: true }, large.hooks());
    const small = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3]);
    const attachment = { parentGlobalId: parent, contentType: 'image/jpeg', keywords: '' };
    const [largeId, smallId] = [newGlobalId(), newGlobalId()];
    const reply = await synchronize({
      edits: [
        editsOf({
          attachments: {
            adds: [
              {
                ...attachment,
                globalId: largeId,
                name: 'large.jpg',
                content: { kind: 'item', uploadId: receipt.kind === 'item' ? receipt.itemId : '' },
              },
              {
                ...attachment,
                globalId: smallId,
                name: 'small.jpg',
                content: { kind: 'inline', base64: btoa(String.fromCharCode(...small)) },
              },
            ],
            updates: [],
            deleteIds: [],
          },
        }),
      ],
    });
    expect(
      reply.results.map(({ operation, globalId, success }) => [operation, globalId, success]),
    ).to.have.deep.members([
      ['attachAdd', largeId, true],
      ['attachAdd', smallId, true],
    ]);
    const told = await service.queryAttachments((await service.describe([0], call)).layers[0]!, [parent], call);
    expect(told.map(({ globalId, parentGlobalId, size }) => [globalId, parentGlobalId, size])).to.have.deep.members([
      [largeId, parent, large.bytes.length],
      [smallId, parent, small.length],
    ]);
    // Another device reads what this one sent.
    const other = await takeOffline(server);
    const { url } = other.first.changes
      .flatMap((change) => change.attachments)
      .find(({ globalId }) => globalId === largeId)!;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of service.readAttachment(url!, call)) pieces.push(new Uint8Array(piece));
    expect(await sha256(await new Blob(pieces).arrayBuffer())).to.equal(await sha256(large.bytes.buffer));
  });

  for (const guidFormat of ['braced', 'bare'])
    it(`finds rows by GlobalID, GUIDs ${guidFormat}, however few a query may return`, async () => {
      const server = await TestService.create({ guidFormat, maxRecordCount: 7 }, 40);
      const { service, first, layers } = await takeOffline(server);
      const wanted = rowsOf(first, 0).map(({ globalId }) => globalId);
      const rows = await service.queryByGlobalIds(layers[0]!, [...wanted, newGlobalId()], {
        ...call,
        outSpatialReference: { wkid: 102100 },
      });
      expect(rows.map(({ globalId }) => globalId)).to.have.members(wanted);
      expect(Math.abs((rows[0]!.geometry as { x: number }).x)).to.be.greaterThan(200);
    });

  it('lists, marks and unregisters replicas', async () => {
    const server = await TestService.create({}, 2);
    const { service, id, synchronize } = await takeOffline(server);
    expect((await service.listReplicas(call)).map(({ replicaId }) => replicaId)).to.deep.equal([id]);
    const before = await service.replicaMark(id, call);
    expect(before)
      .to.be.a('string')
      .and.equal(await service.replicaMark(id, call));
    await synchronize({ edits: [editsOf({ features: { ...nothing, adds: [pointOf(newGlobalId())] } })] });
    expect(await service.replicaMark(id, call)).not.to.equal(before);
    await service.unregisterReplica(id, call);
    expect(await service.listReplicas(call)).to.deep.equal([]);
    expect((await rejection(service.unregisterReplica(id, call))).code).to.equal('replica-not-found');
    expect((await rejection(synchronize({}))).code).to.equal('replica-not-found');
    expect(await service.replicaMark(id, call)).to.equal(null);
  });

  it('rolls back as a whole where it is asked to', async () => {
    const server = await TestService.create({}, 2);
    const { synchronize } = await takeOffline(server);
    const bad = { attributes: { GlobalID: newGlobalId(), name: null }, geometry: POINT };
    const error = await rejection(
      synchronize({
        rollbackOnFailure: true,
        edits: [editsOf({ features: { ...nothing, adds: [pointOf(newGlobalId()), bad] } })],
      }),
    );
    expect([error.code, error.details.answered]).to.deep.equal(['service', true]);
    expect(await server.features(0)).to.have.length(2);
  });
});

describe('trouble on the way, made by the emulator', () => {
  const add = () => [editsOf({ features: { ...nothing, adds: [pointOf(newGlobalId())] } })];
  const failing = async (fault: Record<string, unknown>) => {
    const server = await TestService.create({}, 2);
    const { synchronize } = await takeOffline(server);
    await server.fault({ operation: 'synchronizeReplica', ...fault });
    const error = await rejection(synchronize({ edits: add() }));
    return {
      code: error.code,
      answered: error.details.answered,
      retryAfterMs: error.details.retryAfterMs,
      rows: (await server.features(0)).length,
    };
  };

  it('a request that was lost has an unknown outcome', async () => {
    expect(await failing({ kind: 'dropBeforeCommit', occurrence: 'every' })).to.include({
      code: 'network',
      answered: false,
      rows: 2,
    });
  });

  it('a reply that was lost after the commit has an unknown outcome', async () => {
    const { code, answered, rows } = await failing({ kind: 'dropReplyAfterCommit', occurrence: 'every' });
    expect([code, answered]).to.deep.equal(['network', false]);
    expect(rows).to.be.greaterThan(2);
  });

  it('a reply that was cut has an unknown outcome', async () => {
    expect(await failing({ kind: 'cutBody', atByte: 40 })).to.include({ code: 'network', answered: false });
  });

  it('a captive portal has an unknown outcome', async () => {
    expect(await failing({ kind: 'captivePortal' })).to.include({ code: 'not-json', answered: false, rows: 2 });
  });

  it('a busy service is told apart from one that answered', async () => {
    const { code, answered } = await failing({ kind: 'httpStatus', status: 429, retryAfter: 3 });
    expect([code, answered]).to.deep.equal(['rate-limited', false]);
  });

  it('an error inside HTTP 200 was answered', async () => {
    expect(await failing({ kind: 'jsonError', code: 500, message: 'no' })).to.include({
      code: 'service',
      answered: true,
    });
  });

  it('a service that does not answer in time has an unknown outcome', async () => {
    const server = await TestService.create({}, 2);
    const service = clientOf(server, { timeouts: { workMs: 150 } });
    const { synchronize } = await takeOffline(server, { service });
    await server.fault({ operation: 'synchronizeReplica', kind: 'slow', delayMs: 2000 });
    const error = await rejection(synchronize({ edits: add() }));
    expect([error.code, error.details.answered]).to.deep.equal(['timeout', false]);
  });

  it('a result file that holds nothing but an error is an error', async () => {
    const server = await TestService.create({}, 2);
    const { synchronize } = await takeOffline(server, { async: true });
    await server.fault({ operation: 'synchronizeReplica', kind: 'resultError', code: 500, message: 'Import failed' });
    const error = await rejection(synchronize({ edits: add() }));
    expect([error.code, error.details.serviceMessage]).to.deep.equal(['service', 'Import failed']);
  });

  it('a generation that the service has forgotten is refused by the service, and nothing else', async () => {
    const server = await TestService.create({}, 2);
    const { synchronize } = await takeOffline(server);
    const none: Generations = { kind: 'perLayer', byLayer: { 0: 999_999_999, 1: 999_999_999, 2: 999_999_999 } };
    expect((await rejection(synchronize({ generations: none }))).details.answered).to.equal(true);
  });

  it('an upload that breaks off goes on where it stopped', async () => {
    const server = await TestService.create({}, 2);
    const photo = new Photo(9 * 1024 * 1024, { name: 'a.jpg' });
    const uploads = () => createUploads(clientOf(server), { now: () => Date.now() });
    await server.fault({ operation: 'uploadPart', kind: 'jsonError', code: 503, message: 'busy', occurrence: 3 });
    const ensure = () => uploads().ensureUploaded({ attachment: photo.record, uploadsSupported: true }, photo.hooks());
    expect((await rejection(ensure())).retryable).to.equal(true);
    const before = (await server.operations()).filter((operation) => operation === 'uploadPart').length;
    await ensure();
    const after = (await server.operations()).filter((operation) => operation === 'uploadPart').length;
    expect([before >= 3 && before <= 4, after]).to.deep.equal([true, 6]);
  });

  it('a file that uploads refuse by type or size travels inside the edits, or is refused by name', async () => {
    const server = await TestService.create({ uploads: { maxSizeMB: 1, allowedTypes: ['jpg', 'png'] } }, 2);
    const ensure = (photo: Photo) =>
      createUploads(clientOf(server), { now: () => 0 }).ensureUploaded(
        { attachment: photo.record, uploadsSupported: true },
        photo.hooks(),
      );
    expect((await ensure(new Photo(1000, { name: 'a.heic' }))).kind).to.equal('inline');
    expect((await ensure(new Photo(3 * 1024 * 1024, { name: 'a.jpg' }))).kind).to.equal('inline');
    expect((await ensure(new Photo(1000, { name: 'a.jpg' }))).kind).to.equal('item');
    const error = await rejection(ensure(new Photo(12 * 1024 * 1024, { name: 'a.jpg' })));
    expect(error.code).to.equal('attachment-refused');
    expect(error.message).to.contain('limit 1 MB');
  });
});

describe('a secured service, in the emulator', () => {
  it('asks for a token, takes one, and says who it belongs to', async () => {
    const server = await TestService.create({ secured: true }, 2);
    expect((await rejection(clientOf(server).describe(null, call))).code).to.equal('token-required');
    const token = await server.token('inspector');
    const service = clientOf(server, { auth: { getToken: async () => token } });
    expect((await service.describe(null, call)).layers).to.have.length(3);
    expect((await service.whoAmI(call)).username).to.equal('inspector');
  });

  it('has its token renewed in the middle, once, for everything that is under way', async () => {
    const server = await TestService.create({ secured: true }, 2);
    let [token, renewals] = [await server.token('inspector'), 0];
    const auth = {
      getToken: async (_: string, { rejected }: { rejected?: string }) => {
        if (rejected !== undefined) {
          renewals++;
          token = await server.token('inspector');
        }
        return token;
      },
    };
    const service = clientOf(server, { auth });
    const { first } = await takeOffline(server, { service, async: true });
    await server.revokeTokens();
    const { url } = first.changes.flatMap((change) => change.attachments)[0]!;
    const bytes = async (): Promise<number> => {
      let size = 0;
      for await (const piece of service.readAttachment(url!, call)) size += piece.byteLength;
      return size;
    };
    const [, , size] = await Promise.all([service.listReplicas(call), service.describe(null, call), bytes()]);
    expect(size).to.be.greaterThan(1000);
    expect(renewals).to.equal(1);
  });

  it('belongs to no portal where /rest/info names none', async () => {
    const server = await TestService.create({ secured: true, owningSystem: false }, 2);
    const token = await server.token('inspector');
    expect(await clientOf(server, { auth: { getToken: async () => token } }).whoAmI(call)).to.deep.equal({
      username: null,
      portal: null,
    });
  });
});

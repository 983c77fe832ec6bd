/** Keys of replies (protocol 3 to 6) that the client reads one by one, each played where the operation answers. */
import { expect } from '@open-wc/testing';
import type { SynchronizeRequest } from '../../src/sync/ports.js';
import { call, json, NOTES, OAK, PHOTO, rejection, serve, SERVICE, TREES, wire } from './play-server.js';

const request: SynchronizeRequest = {
  replicaId: 'r1',
  syncModel: 'perReplica',
  generations: { kind: 'perReplica', serverGen: 7 },
  leg: { direction: 'bidirectional', layerIds: [0] },
  edits: [],
  rollbackOnFailure: false,
  async: false,
  layers: [TREES],
} as unknown as SynchronizeRequest;

const answered = (body: unknown) => serve(() => json(body)).service.synchronizeReplica(request, call);
const results = async (body: object) => {
  const submission = await answered({ replicaServerGen: 8, ...body });
  if (submission.kind !== 'reply') throw new Error('no reply');
  return submission.reply.results;
};
const good = { objectId: 5, globalId: wire(OAK), success: true };

describe('the reply to synchronizeReplica', () => {
  it('names the replica', async () => {
    const submission = await answered({ replicaName: 'Mine', replicaID: 'r1', replicaServerGen: 8 });
    expect(submission.kind === 'reply' && submission.reply).to.include({ replicaName: 'Mine', replicaId: 'r1' });
  });

  it('may be a file', async () => {
    expect(await answered({ URL: `${SERVICE}/out/a` })).to.deep.equal({ kind: 'file', url: `${SERVICE}/out/a` });
  });

  it('may be a job', async () => {
    const submission = await answered({ statusUrl: `${SERVICE}/jobs/j1` });
    expect(submission).to.deep.equal({ kind: 'job', statusUrl: `${SERVICE}/jobs/j1` });
  });

  for (const place of ['editResults', 'editsResults', 'edits']) {
    for (const [group, operation] of [
      ['addResults', 'add'],
      ['updateResults', 'update'],
      ['deleteResults', 'delete'],
      ['addAttachmentResults', 'attachAdd'],
      ['updateAttachmentResults', 'attachUpdate'],
      ['deleteAttachmentResults', 'attachDelete'],
    ] as const) {
      it(`tells results as ${place}.${group}`, async () => {
        const told = await results({ [place]: [{ id: 0, [group]: [good] }] });
        expect(told).to.deep.equal([{ layerId: 0, operation, globalId: OAK, objectId: 5, success: true, error: null }]);
      });
    }
  }

  it('tells results of attachments inside editResults.attachments', async () => {
    const attachments = { addResults: [{ ...good, globalId: wire(PHOTO) }] };
    const [told] = await results({ editResults: [{ id: 0, attachments }] });
    expect(told).to.include({ operation: 'attachAdd', globalId: PHOTO });
  });

  it('tells why an edit was refused', async () => {
    const error = { code: 1019, description: 'no' };
    const [told] = await results({ editResults: [{ id: 0, updateResults: [{ ...good, success: false, error }] }] });
    expect(told?.error).to.deep.equal({ code: 1019, description: 'no' });
  });
});

describe('a result file', () => {
  it('names the replica it belongs to', async () => {
    const { service } = serve(() => json({ replicaID: 'r9', replicaServerGen: 8 }));
    const options = { ...call, layers: [TREES], onProgress: () => undefined };
    const delivery = await service.readResult(`${SERVICE}/replicafiles/a.json`, options);
    expect(delivery.kind === 'reply' && delivery.reply.replicaId).to.equal('r9');
  });
});

describe('synchronizeReplica', () => {
  it('says so when dates are in an unknown time zone', async () => {
    const { service, seen } = serve(() => json({ replicaServerGen: 8 }));
    await service.synchronizeReplica({ ...request, layers: [{ ...TREES, datesInUnknownTimezone: true }, NOTES] }, call);
    expect(seen[0]?.fields['timeReferenceUnknownClient']).to.equal('true');
  });
});

describe('uploads', () => {
  it('take a part as a file', async () => {
    const { service, seen } = serve(() => json({ success: true }));
    await service.uploadPart('i1', { partNo: 1, bytes: new Blob(['part']) }, call);
    expect(await seen[0]?.file?.text()).to.equal('part');
  });

  it('are committed when the service says so', async () => {
    const { service } = serve(() => json({ success: false, item: { itemID: 'i1' } }));
    expect((await rejection(service.commitItem('i1', [1], call))).code).to.equal('bad-reply');
  });
});

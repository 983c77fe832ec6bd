import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, JobJson, ReplicaJson } from './support/replies.js';
import { world, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

type Json = Record<string, unknown>;

const byUrl: Params = { transportType: 'esriTransportTypeUrl' };
const service = (options: object): Promise<Service> => fresh({ sample: 4, options });

async function job(of: Service, params: Params = {}): Promise<{ submitted: Json; seen: string[]; last: Json }> {
  const submitted = (await of.createReplica({ async: true, ...params })) as unknown as Json;
  const seen: string[] = [];
  for (;;) {
    const last = await of.get<Json>(String(submitted['statusUrl']));
    const status = String(last['status']);
    if (seen.at(-1) !== status) seen.push(status);
    if (/^(completed|failed)/i.test(status) || 'error' in last) return { submitted, seen, last };
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a variant of metadata', () => {
  it('indexes: the truth about unique GlobalIDs, or nothing', async () => {
    const indexes = async (options: object): Promise<Json[]> =>
      (await (await service(options)).get<{ indexes: Json[] }>('0')).indexes;
    assert.equal((await indexes({})).find(({ fields }) => fields === 'GlobalID')?.['isUnique'], true);
    const doubles = await indexes({ duplicateAdd: 'duplicate' });
    assert.equal(doubles.find(({ fields }) => fields === 'GlobalID')?.['isUnique'], false);
    assert.deepEqual(await indexes({ indexes: 'nothing' }), []);
  });

  it('capabilityNames: as in the text of the documentation, or in its samples; both work', async () => {
    const sample = await service({ capabilityNames: 'sample' });
    const { syncCapabilities } = await sample.get<{ syncCapabilities: Json }>('');
    assert.equal(syncCapabilities['supportsASync'], true);
    assert.equal('supportsAsync' in syncCapabilities, false);
    assert.equal((await job(sample)).last['status'], 'Completed');
  });
});

describe('a variant of createReplica', () => {
  it('defaultSyncModel: what a request without syncModel gets', async () => {
    const create = async (options: object): Promise<ReplicaJson> =>
      (await service(options)).post('createReplica', {
        layers: '0',
        geometry: world,
        transportType: 'esriTransportTypeEmbedded',
      });
    assert.equal((await create({})).syncModel, 'perReplica');
    const exported = await create({ defaultSyncModel: 'none' });
    assert.deepEqual([exported.syncModel, exported.replicaID], ['none', '']);
  });

  it('attachmentsByUrlDefault: URLs or base64', async () => {
    for (const [value, key] of [
      ['true', 'url'],
      ['false', 'data'],
    ] as const) {
      const of = await service({ attachmentsByUrlDefault: value });
      const { layers } = await of.createReplica({ layers: '0', returnAttachments: true });
      assert.ok(layers[0]?.attachments?.every((one) => key in one) && layers[0].attachments.length > 0, value);
    }
  });

  it('urlReply and transportTypeCase: what stands beside the URL', async () => {
    const keys = async (options: object): Promise<Json> =>
      (await (await service(options)).createReplica(byUrl)) as unknown as Json;
    const documented = await keys({});
    assert.deepEqual(Object.keys(documented).sort(), ['URL', 'responseType', 'transportType']);
    assert.equal(documented['transportType'], 'esriTransportTypeUrl');
    const bare = await keys({ urlReply: 'bare', transportTypeCase: 'URL', urlKey: 'responseUrl' });
    assert.deepEqual(Object.keys(bare).sort(), ['responseUrl', 'transportType']);
    assert.equal(bare['transportType'], 'esriTransportTypeURL');
    const described = await keys({ urlReply: 'described' });
    for (const key of ['URL', 'replicaID', 'replicaName', 'replicaServerGen']) assert.ok(key in described, key);
    assert.equal('layers' in described, false);
  });

  it('resultFiles: below the service, in the output directory, or signed', async () => {
    const url = async (of: Service): Promise<string> =>
      String(((await of.createReplica(byUrl)) as unknown as Json)['URL']);
    const read = async (address: string): Promise<number> => (await fetch(address)).status;
    const output = await url(await service({ resultFiles: 'arcgisoutput' }));
    assert.match(output, /\/rest\/directories\/arcgisoutput\/[0-9a-f]+\.json$/);
    assert.equal(await read(output), 200);
    const signed = await url(await service({ resultFiles: 'presigned' }));
    assert.match(signed, /\?sv=.*&se=.*&sig=/);
    assert.equal(await read(signed), 200);
    assert.equal(await read(signed.replace(/\?.*/, '')), 403);
    assert.equal(await read(`${signed}&token=abc`), 403, 'a blob store wants no token');
  });

  it('snapshotFeatures: an array, or adds', async () => {
    const { layers } = await (await service({ snapshotFeatures: 'adds' })).createReplica({ layers: '0' });
    const { adds } = layers[0]?.features as unknown as { adds: Json[] };
    assert.equal(adds.length, 4);
  });
});

describe('a variant of jobs', () => {
  it('asyncReply: with the id of the replica, or the status URL alone', async () => {
    assert.deepEqual(Object.keys((await job(await service({}))).submitted), ['statusUrl', 'replicaID', 'targetType']);
    const bare = await job(await service({ asyncReply: 'bare' }));
    assert.deepEqual(Object.keys(bare.submitted), ['statusUrl']);
    assert.notEqual(bare.last['replicaID'], undefined, 'the job tells it');
  });

  it('statusUrlForm: three places to ask', async () => {
    const forms = {
      jobs: /\/jobs\/j\w+$/,
      status: /\/jobs\/j\w+\/status$/,
      statusId: /\/createReplica\/j\w+\?statusId=j\w+$/,
    };
    for (const [statusUrlForm, form] of Object.entries(forms)) {
      const of = await service({ statusUrlForm });
      const { statusUrl } = (await of.createReplica({ async: true })) as unknown as { statusUrl: string };
      assert.match(statusUrl, form);
      const reply = await fetch(`${statusUrl}${statusUrl.includes('?') ? '&' : '?'}f=json`);
      assert.equal(typeof ((await reply.json()) as JobJson).status, 'string');
    }
  });

  it('jobStates and statusSpelling: every status of the documentation, spelled in three ways', async () => {
    const all = await job(await service({ jobStates: 'all', jobDelayMs: 400 }));
    for (const state of ['ProvisioningReplica', 'ExportingData', 'ExportingSnapshot', 'ExportAttachments', 'Completed'])
      assert.ok(all.seen.includes(state), `${state} in ${all.seen.join()}`);
    const spaced = await job(await service({ statusSpelling: 'spaced', jobDelayMs: 80 }));
    assert.ok(spaced.seen.includes('Export Changes'), spaced.seen.join());
    assert.equal((await job(await service({ statusSpelling: 'upper' }))).last['status'], 'COMPLETED');
  });

  it('failedJob: with its error, or silent', async () => {
    const of = await service({ failedJob: 'silent' });
    await of.fault({ operation: 'createReplica', kind: 'jobFails' });
    const { last } = await job(of);
    assert.deepEqual([last['status'], 'error' in last], ['Failed', false]);
  });
});

describe('a variant of the replicas', () => {
  it('replicaGenerations: text that holds JSON, or an array', async () => {
    const of = await service({ replicaGenerations: 'array' });
    const { replicaID } = await of.createReplica({ syncModel: 'perLayer', layers: '0' });
    const { layerServerGens } = await of.get<{ layerServerGens: Json[] }>(`replicas/${replicaID}`);
    assert.equal(layerServerGens[0]?.['id'], 0);
  });

  it('unregisterFailure: success false, or an error', async () => {
    const replicaID = crypto.randomUUID();
    const success = await (await service({})).post<Json>('unRegisterReplica', { replicaID });
    assert.equal(success['success'], false);
    const error = await (
      await service({ unregisterFailure: 'error' })
    ).post<Failure & Json>('unRegisterReplica', {
      replicaID,
    });
    assert.deepEqual([error.error.code, 'success' in error], [400, false]);
  });
});

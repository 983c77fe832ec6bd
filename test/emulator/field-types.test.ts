import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { ResultLists } from './support/replies.js';
import { edits, form, newGlobalId, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

const types = {
  big: 'esriFieldTypeBigInteger',
  small: 'esriFieldTypeSmallInteger',
  single: 'esriFieldTypeSingle',
  double: 'esriFieldTypeDouble',
  guid: 'esriFieldTypeGUID',
  moment: 'esriFieldTypeDate',
  day: 'esriFieldTypeDateOnly',
  time: 'esriFieldTypeTimeOnly',
  zoned: 'esriFieldTypeTimestampOffset',
  words: 'esriFieldTypeString',
};

const table = (): Promise<Service> =>
  fresh({ layers: [{ name: 'All', fields: Object.entries(types).map(([name, type]) => ({ name, type })) }] });

/** Posts and gives the reply as text: JSON.parse would round what is tested here. */
async function text(service: Service, path: string, params: Params): Promise<string> {
  return (await fetch(`${service.url}/${path}`, { method: 'POST', body: form(params) })).text();
}

describe('the types of fields', () => {
  it('are kept exactly and come back in sync and in query', async () => {
    const service = await table();
    const replica = await service.createReplica({ layers: '0' });
    const attributes = {
      GlobalID: newGlobalId(),
      small: -32768,
      single: 0.1,
      double: 0.1,
      guid: '{0A1B2C3D-0000-4000-8000-0123456789AB}',
      moment: -62135596800000,
      day: '2024-02-29',
      time: '23:59:59',
      zoned: '2024-05-01T10:00:00.123+05:45',
      words: 'zażółć 東京 שלום 🏳️‍🌈 e\u0301',
    };
    await service.sync(replica, { edits: [edits(0, { adds: [{ attributes }] })] });
    const [row] = await service.query(0);
    assert.deepEqual(Object.fromEntries(Object.keys(attributes).map((name) => [name, row?.attributes[name]])), {
      ...attributes,
      single: Math.fround(0.1),
    });
    const again = await service.createReplica({ layers: '0' });
    assert.deepEqual(again.layers[0]?.features[0]?.attributes, row?.attributes);
  });

  it('hold whole numbers beyond 2^53 to the last digit, sent as a number or as text', async () => {
    const service = await table();
    const replica = await service.createReplica({ layers: '0' });
    const adds = `[{"attributes":{"GlobalID":"${newGlobalId()}","big":9007199254740993,"words":"9007199254740993 \\"12345678901234567890"}},
      {"attributes":{"GlobalID":"${newGlobalId()}","big":"-9223372036854775808"}},{"attributes":{"GlobalID":"${newGlobalId()}","big":7}}]`;
    const sent = { replicaID: replica.replicaID, replicaServerGen: replica.replicaServerGen };
    await text(service, 'synchronizeReplica', {
      ...sent,
      transportType: 'esriTransportTypeEmbedded',
      edits: `[{"id":0,"features":{"adds":${adds}}}]`,
    });
    const all = await text(service, '0/query', { where: '1=1', outFields: '*' });
    for (const exact of ['"big":9007199254740993,', '"big":-9223372036854775808,', '"big":7,'])
      assert.ok(all.includes(exact), exact);
    assert.ok(all.includes(String.raw`"words":"9007199254740993 \"12345678901234567890"`), 'text stays text');
    const one = await text(service, '0/query', { where: 'big > 9007199254740992', returnCountOnly: true });
    assert.equal(one, '{"count":1}');
    const delta = await text(service, 'synchronizeReplica', { ...sent, transportType: 'esriTransportTypeEmbedded' });
    assert.ok(delta.includes('"big":9007199254740993,'));
  });

  it('are compared in where clauses each in its way', async () => {
    const service = await table();
    const row = { day: '2024-05-01', time: '08:30:00', moment: Date.UTC(2024, 4, 1) };
    await service.post('0/applyEdits', { adds: [{ attributes: row }] });
    for (const where of [
      `day = DATE '2024-05-01'`,
      `day >= '2024-05-01'`,
      `time < '09:00:00'`,
      `moment = DATE '2024-05-01'`,
    ])
      assert.equal((await service.query(0, { where })).length, 1, where);
  });

  it('refuse what they cannot hold with 1016', async () => {
    const service = await table();
    const wrong = {
      big: '9223372036854775808',
      small: 40000,
      single: 'x',
      guid: 'no guid',
      moment: 'yesterday',
      day: '2024-02-30T00',
      time: '25:00:00',
      zoned: '2024-05-01',
      words: 'x'.repeat(300),
    };
    for (const [name, value] of Object.entries(wrong)) {
      const reply = await service.post<ResultLists>('0/applyEdits', {
        rollbackOnFailure: false,
        adds: [{ attributes: { [name]: value } }],
      });
      assert.equal(reply.addResults[0]?.error?.code, 1016, name);
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, FeatureJson } from './support/replies.js';
import type { Params } from './support/service.js';

const { main } = useEmulator();

interface Table {
  fields: { name: string; type: string }[];
  features: { attributes: Record<string, number | string | null> }[];
}

const rows = async (params: Params, layer = 0): Promise<Table['features'][number]['attributes'][]> =>
  (await main().post<Table>(`${layer}/query`, { where: '1=1', ...params })).features.map(
    ({ attributes }) => attributes,
  );
const statistic = (statisticType: string, onStatisticField: string, outStatisticFieldName: string): object => ({
  statisticType,
  onStatisticField,
  outStatisticFieldName,
});

describe('statistics', () => {
  it('of all rows are what the rows say', async () => {
    const values = (await rows({ outFields: 'elevation_m' })).map((one) => Number(one['elevation_m']));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    const [told] = await rows({
      outStatistics: ['count', 'sum', 'min', 'max', 'avg', 'stddev'].map((kind) =>
        statistic(kind, 'elevation_m', kind),
      ),
    });
    assert.deepEqual(
      [told?.['count'], told?.['min'], told?.['max']],
      [values.length, Math.min(...values), Math.max(...values)],
    );
    assert.ok(Math.abs(Number(told?.['avg']) - mean) < 1e-9);
    assert.ok(Math.abs(Number(told?.['stddev']) - spread) < 1e-9);
  });

  it('are grouped and ordered', async () => {
    const groups = await rows({
      outStatistics: [statistic('count', 'OBJECTID', 'n')],
      groupByFieldsForStatistics: 'status',
      orderByFields: 'n DESC',
    });
    assert.equal(
      groups.reduce((sum, { n }) => sum + Number(n), 0),
      5,
    );
    assert.ok(groups.every(({ n }, i) => i === 0 || Number(n) <= Number(groups[i - 1]?.['n'])));
  });

  it('of a field that does not exist are refused', async () => {
    const { error } = await main().post<Failure>('0/query', { outStatistics: [statistic('sum', 'nothing', 'x')] });
    assert.match(error.details[0] ?? '', /sum of nothing/);
  });
});

describe('distinct values', () => {
  it('come once each, or as their number', async () => {
    const all = (await rows({ outFields: 'status' })).map(({ status }) => status);
    const distinct = await rows({ outFields: 'status', returnDistinctValues: true, orderByFields: 'status' });
    assert.deepEqual(
      distinct.map(({ status }) => status),
      [...new Set(all)].toSorted(),
    );
    const params = { where: '1=1', outFields: 'status', returnDistinctValues: true, returnCountOnly: true };
    assert.deepEqual(await main().post('0/query', params), { count: distinct.length });
  });
});

describe('queryRelatedRecords', () => {
  it('gives the rows at the other end, from both ends, and their number', async () => {
    interface Groups {
      relatedRecordGroups: { objectId: number; count?: number; relatedRecords?: FeatureJson[] }[];
    }
    const params = { relationshipId: 0, objectIds: '1,2,4', outFields: '*' };
    const { relatedRecordGroups } = await main().post<Groups>('0/queryRelatedRecords', params);
    const visits = relatedRecordGroups[0]?.relatedRecords ?? [];
    assert.ok(visits.length > 0 && relatedRecordGroups.every(({ objectId }) => objectId !== 2), 'no empty groups');
    const counts = await main().post<Groups>('0/queryRelatedRecords', { ...params, returnCountOnly: true });
    assert.deepEqual(
      counts.relatedRecordGroups.map(({ objectId, count }) => [objectId, (count ?? 0) > 0]),
      [
        [1, true],
        [2, false],
        [4, true],
      ],
    );
    const back = await main().post<Groups>('2/queryRelatedRecords', {
      relationshipId: 0,
      objectIds: visits[0]?.attributes['OBJECTID'] ?? 0,
    });
    assert.equal(back.relatedRecordGroups[0]?.relatedRecords?.[0]?.attributes['OBJECTID'], 1);
    const { error } = await main().post<Failure>('0/queryRelatedRecords', { ...params, relationshipId: 9 });
    assert.match(error.details.join(), /relationshipId/);
  });
});

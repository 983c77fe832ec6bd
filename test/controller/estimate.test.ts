/** What an area would bring, over real HTTP, beside what it brought. And which features of it are not sent. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { newGlobalId } from '../../src/shared/ids.js';
import { TestService } from '../support/service.js';

const EUROPE = { xmin: -10, ymin: 36, xmax: 30, ymax: 60, spatialReference: { wkid: 4326 } };

describe('the estimate of an area', () => {
  let service: TestService;
  let sync: SyncController;

  before(async () => {
    service = await TestService.create({}, 200);
    sync = service.controller({ geodatabase: 'estimate' });
    await sync.ready;
  });

  after(() => {
    sync.close();
  });

  it('tells as many features as are then here, and about as many bytes as they are', async () => {
    const parameters = await sync.createDefaultGenerateGeodatabaseParameters(EUROPE);
    const estimate = await sync.estimateGeodatabase(parameters);
    expect(estimate.withAttachments).to.equal(true);
    await service.clearLog();
    const result = await sync.generateGeodatabase(parameters);
    expect(estimate.features).to.be.greaterThan(0);
    expect(estimate.features).to.equal(result.received.features);
    const counts = await Promise.all(estimate.layers.map(({ layerId }) => sync.queryFeatureCount(layerId)));
    expect(estimate.layers.map(({ features }) => features)).to.deep.equal(counts);
    const rows = await sync.queryFeatures(0);
    const measured = JSON.stringify(rows.features.map(({ attributes, geometry }) => ({ attributes, geometry }))).length;
    const estimated = estimate.layers.find(({ layerId }) => layerId === 0)?.bytes ?? 0;
    expect(estimated / measured).to.be.within(0.7, 1.4);
  });

  it('knows a smaller area from a larger one', async () => {
    const parametersOf = (xmax: number) =>
      sync.createDefaultGenerateGeodatabaseParameters({ ...EUROPE, xmax }, { layerIds: [0] });
    const [small, large] = [
      await sync.estimateGeodatabase(await parametersOf(0)),
      await sync.estimateGeodatabase(await parametersOf(30)),
    ];
    expect(small.features).to.be.lessThan(large.features);
    expect(small.bytes).to.be.lessThan(large.bytes);
  });

  it('is refused where there is no service', async () => {
    const parameters = await sync.createDefaultGenerateGeodatabaseParameters(EUROPE, { layerIds: [0] });
    await service.fault({ operation: 'query', kind: 'httpStatus', status: 503 });
    const code = await sync.estimateGeodatabase(parameters).then(
      () => 'none',
      (error: unknown) => (error as { code: string }).code,
    );
    await service.clearFaults();
    expect(code).not.to.equal('none');
  });

  it('unsent features are told once each, and not after they were sent', async () => {
    expect(await sync.unsentFeatures()).to.deep.equal([]);
    const { features } = await sync.queryFeatures(0, { resultRecordCount: 2 });
    const [first, second] = features.map(({ globalId }) => globalId);
    if (first === undefined || second === undefined) throw new Error('two rows are expected');
    const added = newGlobalId();
    await sync.applyEdits(0, {
      adds: [{ attributes: { globalid: added, name: 'New' }, geometry: { x: 1, y: 50 } }],
      updates: [{ attributes: { globalid: first, name: 'Changed' } }],
      deletes: [second],
    });
    await sync.applyEdits(0, { updates: [{ attributes: { globalid: first, name: 'Changed again' } }] });
    const unsent = await sync.unsentFeatures();
    expect(unsent).to.have.length(3);
    expect(unsent.every(({ layerId }) => layerId === 0)).to.equal(true);
    await sync.syncGeodatabase();
    expect(await sync.unsentFeatures()).to.deep.equal([]);
  });
});

/**
 * A copy that was taken in the spatial reference of a map: whoever asks as the service is asked, without naming one, means that of the service, and is
 * answered in it. Else what one page takes would move what another sends.
 */
import { expect } from '@open-wc/testing';
import { LocalFeatureService } from '../../src/arcgis/local-feature-service/local-feature-service.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService } from '../support/service.js';

type Json = Record<string, unknown>;
interface Row {
  readonly attributes: Json;
  readonly geometry: { readonly x: number; readonly y: number };
}

const METRES = { wkid: 102100, latestWkid: 3857 };

describe('a copy in another spatial reference than its service', function () {
  this.timeout(30_000);
  let service: TestService;
  let sync: SyncController;
  let local: LocalFeatureService;

  before(async () => {
    service = await TestService.create({}, 20);
    sync = service.controller({ geodatabase: 'metres', outSpatialReference: METRES });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    local = new LocalFeatureService(sync);
  });

  after(() => {
    sync.close();
  });

  async function ask(path: string, params: Record<string, string> = {}): Promise<Json> {
    const answer = await local.handle({ path, params: { f: 'json', ...params } });
    if (answer.kind !== 'json') throw new Error(JSON.stringify(answer));
    return answer.body as Json;
  }
  const rows = async (params: Record<string, string>): Promise<readonly Row[]> =>
    (await ask('0/query', { outFields: '*', ...params }))['features'] as Row[];

  it('keeps its rows in that of the map', async () => {
    const { features } = await sync.queryFeatures(0, { returnGeometry: true });
    expect(features.some(({ geometry }) => geometry && 'x' in geometry && Math.abs(Number(geometry.x)) > 180)).to.equal(
      true,
    );
  });

  it('describes itself, and answers, as the service does', async () => {
    expect(await ask('0')).to.have.nested.property('extent.spatialReference.wkid', 4326);
    const body = await ask('0/query', { where: 'OBJECTID = 1' });
    expect(body).to.have.nested.property('spatialReference.wkid', 4326);
    const [here] = body['features'] as Row[];
    const [theirs] = (await service.features(0, 'OBJECTID = 1')) as unknown as Row[];
    expect(here?.geometry.x).to.be.closeTo(theirs?.geometry.x ?? NaN, 1e-6);
    expect(here?.geometry.y).to.be.closeTo(theirs?.geometry.y ?? NaN, 1e-6);
  });

  it('answers a map in what it asks for', async () => {
    const body = await ask('0/query', { where: 'OBJECTID = 1', outSR: '102100' });
    expect(body).to.have.nested.property('spatialReference.wkid', 102100);
    const { features } = await sync.queryFeatures(0, { objectIds: [1], returnGeometry: true });
    expect((body['features'] as Row[])[0]?.geometry).to.deep.include(features[0]?.geometry);
  });

  it('takes an area without a name for one of the service', async () => {
    const [all, none] = [
      await rows({ geometry: '-180,-85,180,85', spatialRel: 'esriSpatialRelIntersects' }),
      await rows({ geometry: '-1,-1,1,1', inSR: '102100' }),
    ];
    expect(all).to.have.length(20);
    expect(none).to.have.length(0);
  });

  it('puts a feature without a name where the service would, and sends it there', async () => {
    const add = { geometry: { x: 10, y: 50 }, attributes: { name: 'Without a name' } };
    const named = {
      geometry: { x: 1_113_194.907_932_735_7, y: 0, spatialReference: METRES },
      attributes: { name: 'In metres' },
    };
    const { addResults } = await ask('0/applyEdits', { adds: JSON.stringify([add, named]) });
    expect((addResults as Json[]).map(({ success }) => success)).to.deep.equal([true, true]);
    await sync.syncGeodatabase();
    const sent = async (name: string): Promise<Row | undefined> =>
      ((await service.features(0, `name = '${name}'`)) as unknown as Row[])[0];
    expect((await sent('Without a name'))?.geometry.x).to.be.closeTo(10, 1e-6);
    expect((await sent('Without a name'))?.geometry.y).to.be.closeTo(50, 1e-6);
    expect((await sent('In metres'))?.geometry.x).to.be.closeTo(10, 1e-6);
  });

  it('refuses a place that it cannot convert, and answers in its own words then', async () => {
    const swiss = { wkid: 2056 };
    const other = service.controller({ geodatabase: 'swiss', outSpatialReference: METRES });
    await other.ready;
    await other.generateGeodatabase(await other.createDefaultGenerateGeodatabaseParameters());
    // As if the service were in one that nobody here converts.
    const readDefinition = (): Promise<Json> => Promise.resolve({ spatialReference: swiss });
    const verbs = new Proxy(other, {
      get: (target, name) => {
        const value: unknown = name === 'readDefinition' ? readDefinition : Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const service2056 = new LocalFeatureService(verbs);
    const adds = JSON.stringify([{ geometry: { x: 2_600_000, y: 1_200_000 }, attributes: { name: 'Bern' } }]);
    const refused = await service2056.handle({ path: '0/applyEdits', params: { adds } });
    expect(refused).to.have.property('kind', 'error');
    expect(JSON.stringify(refused)).to.contain('2056');
    const answer = await service2056.handle({ path: '0/query', params: { where: 'OBJECTID = 1' } });
    expect(answer).to.have.nested.property('body.spatialReference.wkid', 102100);
    other.close();
  });
});

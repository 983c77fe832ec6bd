/** What goes up comes down as it was, and what hangs together stays together. The whole library against the emulator over real HTTP. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import type { Feature } from '../../src/shared/esri.js';
import { toGlobalId, toWireId, type GlobalId } from '../../src/shared/ids.js';
import type { GenerateGeodatabaseParameters } from '../../src/shared/records.js';
import { TestService, photoBytes } from '../support/service.js';

const open = new Set<SyncController>();

async function takeOffline(
  service: TestService,
  changes: Partial<GenerateGeodatabaseParameters> = {},
  geodatabase = 'default',
): Promise<SyncController> {
  const sync = service.controller({ geodatabase, settleMs: 100 });
  open.add(sync);
  await sync.ready;
  await sync.generateGeodatabase({ ...(await sync.createDefaultGenerateGeodatabaseParameters()), ...changes });
  return sync;
}

const photo = (seed = 3, size = 40_000): File =>
  new File([photoBytes(size, seed)], `${String(seed)}.jpg`, { type: 'image/jpeg' });
const idOf = ({ attributes }: Feature): GlobalId => toGlobalId(String(attributes['GlobalID']));

afterEach(() => {
  for (const sync of open) sync.close();
  open.clear();
});

describe('a feature that goes up and comes down', () => {
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
  const attributes = {
    big: '9007199254740993',
    small: -32768,
    single: Math.fround(0.1),
    double: 0.1,
    guid: '{0A1B2C3D-0000-4000-8000-0123456789AB}',
    moment: -62135596800000,
    day: '2024-02-29',
    time: '23:59:59',
    zoned: '2024-05-01T10:00:00.123+05:45',
    words: 'zażółć 東京 שלום 🏳️‍🌈 e\u0301',
  };
  const curve = {
    curvePaths: [
      [
        [1, 2],
        {
          c: [
            [3, 4],
            [2, 4],
          ],
        },
        [5, 6],
      ],
    ],
  };
  const parts = {
    hasZ: true,
    hasM: true,
    paths: [
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      [
        [9, 10, 11, 12],
        [13, 14, 15, 16],
      ],
    ],
  };

  it('is the same there and on another device: every type of field, heights, measures, parts, curves, and no shape', async () => {
    const fields = Object.entries(types).map(([name, type]) => ({ name, type }));
    const line = { geometryType: 'esriGeometryPolyline', fields };
    const service = await TestService.of({
      layers: [
        { ...line, name: 'Curved' },
        { ...line, name: 'High', hasZ: true, hasM: true },
      ],
    });
    const mine = await takeOffline(service);
    const made: [number, object | null, GlobalId][] = [];
    for (const [layerId, geometry] of [
      [0, curve],
      [0, null],
      [1, parts],
    ] as const) {
      const result = await mine.applyEdits(layerId, { adds: [{ attributes, geometry: geometry }] });
      made.push([layerId, geometry, toGlobalId(result.addResults[0]?.globalId ?? '')]);
    }
    await mine.syncGeodatabase();
    expect(mine.syncErrors).to.deep.equal([]);
    // A row without a shape lies in no area.
    const whole = { queryOption: 'all', useGeometry: false, includeRelated: false } as const;
    const layers = [0, 1].map((layerId) => ({ ...whole, layerId }));
    const theirs = await takeOffline(service, { layers }, 'another');
    for (const sync of [mine, theirs])
      for (const [layerId, geometry, globalId] of made) {
        const where = `GlobalID = '${toWireId(globalId)}'`;
        const { features } = await sync.queryFeatures(layerId, { where });
        const found = features[0];
        for (const [name, value] of Object.entries(attributes))
          expect(found?.attributes[name], name).to.equal(name === 'guid' ? found?.attributes['guid'] : value);
        expect(toGlobalId(String(found?.attributes['guid']))).to.equal(toGlobalId(attributes.guid));
        if (geometry === null) expect(found?.geometry ?? null).to.equal(null);
        else expect(found?.geometry).to.deep.include(geometry);
      }
    const asked = new URLSearchParams({ f: 'json', where: '1=1', outFields: '*', returnZ: 'true', returnM: 'true' });
    const text = await (await fetch(`${service.url}/0/query?${asked.toString()}`)).text();
    expect(text).to.contain('"big":9007199254740993');
    expect(text).to.contain('"curvePaths":[[[1,2],{"c":[[3,4],[2,4]]},[5,6]]]');
  });
});

describe('a feature that goes, with photos that are not sent yet', () => {
  it('takes them with it: nothing is left to send, and nothing is refused', async () => {
    const service = await TestService.create({}, 6);
    const sync = await takeOffline(service);
    const [known] = (await service.features(0)).map(idOf);
    if (known === undefined) throw new Error('The seed is empty.');
    await sync.addAttachment(0, known, photo());
    await sync.applyEdits(0, { deletes: [known] });
    const point = { attributes: { name: 'Gone again' }, geometry: { x: 8, y: 47 } };
    const fresh = toGlobalId((await sync.applyEdits(0, { adds: [point] })).addResults[0]?.globalId ?? '');
    await sync.addAttachment(0, fresh, photo(4));
    await sync.applyEdits(0, { deletes: [fresh] });
    await sync.syncGeodatabase();
    expect(sync.syncErrors).to.deep.equal([]);
    expect(sync.state.pending).to.deep.include({ features: 0, attachments: 0 });
    expect((await service.features(0)).map(idOf)).to.not.include.members([known]);
    expect(await service.operations()).to.not.include('upload');
  });
});

describe('a photo', () => {
  it('arrives where ids of upload items stand in braces', async () => {
    const service = await TestService.create({ uploadIds: 'braced', consumeUploads: true }, 4);
    const sync = await takeOffline(service);
    const [row] = await service.features(0);
    if (row === undefined) throw new Error('The seed is empty.');
    await sync.addAttachment(0, idOf(row), photo(6, 60_000));
    expect((await sync.syncGeodatabase()).sent.attachments).to.equal(1);
    const infos = await service.attachmentInfos(0, Number(row.attributes['OBJECTID']));
    expect(infos.map(({ name, size }) => [name, size])).to.deep.include(['6.jpg', 60_000]);
  });

  it('that broke off on its way here is whole, where the service knows nothing of ranges', async () => {
    const service = await TestService.create({ fileRanges: 'ignored' }, 4);
    const sync = await takeOffline(service);
    const [row] = await service.features(0);
    const form = new FormData();
    const bytes = photoBytes(5 * 1024 * 1024, 8);
    form.append('f', 'json');
    form.append('attachment', new Blob([bytes], { type: 'image/jpeg' }), 'large.jpg');
    await fetch(`${service.url}/0/${String(row?.attributes['OBJECTID'])}/addAttachment`, {
      method: 'POST',
      body: form,
    });
    await service.fault({ operation: 'attachment', kind: 'cutBody', atByte: 3_000_000 });
    await sync.syncGeodatabase();
    const found = (await sync.queryAttachments(0, [idOf(row as Feature)])).find(({ name }) => name === 'large.jpg');
    if (found === undefined) throw new Error('The photo did not come.');
    expect(new Uint8Array(await (await sync.readAttachment(found)).arrayBuffer())).to.deep.equal(new Uint8Array(bytes));
  });
});

describe('a row that leaves the filter of the replica', () => {
  it('goes from this device, unless it was changed here: then it is sent and kept until it is', async () => {
    const service = await TestService.create({}, 12);
    const rows = await service.features(0);
    const [first, second] = rows.map((row) => Number(row.attributes['OBJECTID']));
    const set = (ids: readonly (number | undefined)[], notes: string) =>
      service.applyEdits(0, { updates: ids.map((OBJECTID) => ({ attributes: { OBJECTID, notes } })) });
    await set([first, second], 'ours');
    const layer = {
      layerId: 0,
      queryOption: 'useFilter',
      where: "notes = 'ours'",
      useGeometry: true,
      includeRelated: false,
    } as const;
    const sync = await takeOffline(service, { layers: [layer] });
    const here = async () => (await sync.queryFeatures(0)).features.map((one) => one.objectId).sort((a, b) => a - b);
    expect(await here()).to.deep.equal([first, second]);
    const changed = (await sync.queryFeatures(0, { where: `OBJECTID = ${String(second)}` })).features[0];
    await sync.applyEdits(0, {
      updates: [{ attributes: { GlobalID: changed?.globalId ?? '', name: 'Changed here' } }],
    });
    await set([first, second], 'theirs');
    await sync.syncGeodatabase();
    expect(await here()).to.not.include(first);
    const there = (await service.features(0, `OBJECTID = ${String(second)}`))[0];
    expect(there?.attributes['name']).to.equal('Changed here');
    expect(sync.state.pending.features).to.equal(0);
  });
});

describe('layers with directions of their own', () => {
  it('are sent only, received only, or both, in one sync', async () => {
    const service = await TestService.create({ syncCapabilities: { supportsPerReplicaSync: false } }, 6);
    const sync = await takeOffline(service, { syncModel: 'perLayer' });
    const name = async (layerId: number, at: number) => (await service.features(layerId))[at]?.attributes['name'];
    for (const layerId of [0, 1]) {
      const [mine, theirs] = await service.features(layerId);
      await sync.applyEdits(layerId, { updates: [{ attributes: { GlobalID: idOf(mine as Feature), name: 'Mine' } }] });
      const OBJECTID = theirs?.attributes['OBJECTID'];
      await service.applyEdits(layerId, { updates: [{ attributes: { OBJECTID, name: 'Theirs' } }] });
    }
    const before = await name(1, 0);
    await service.clearLog();
    const parameters = await sync.createDefaultSyncGeodatabaseParameters();
    const layerOptions = [
      { layerId: 0, syncDirection: 'upload' },
      { layerId: 1, syncDirection: 'download' },
    ] as const;
    await sync.syncGeodatabase({ ...parameters, layerOptions });
    expect([await name(0, 0), await name(1, 0)]).to.deep.equal(['Mine', before]);
    const received = (layerId: number) => sync.queryFeatureCount(layerId, { where: "name = 'Theirs'" });
    expect([await received(0), await received(1)]).to.deep.equal([0, 1]);
    expect(sync.state.pending.features).to.equal(1);

    await sync.syncGeodatabase();
    expect([await received(0), await name(1, 0), sync.state.pending.features]).to.deep.equal([1, 'Mine', 0]);
  });
});

describe('a result file that is gone before it was read', () => {
  it('costs nothing: the changes are asked for anew', async () => {
    const service = await TestService.create({}, 6);
    const sync = await takeOffline(service);
    const point = { attributes: { name: 'Sent once' }, geometry: { x: 8, y: 47 } };
    await sync.applyEdits(0, { adds: [point] });
    await service.fault({ operation: 'resultFile', kind: 'resultFileGone' });
    await sync.syncGeodatabase();
    expect(sync.state.pending.features).to.equal(0);
    expect(await service.features(0, "name = 'Sent once'")).to.have.length(1);
  });
});

/** What a mobile geodatabase says, out of files made as docs/mobile-geodatabase.md describes them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openMobileGeodatabase } from '../../../src/geodatabase/index.js';
import type { MobileGeodatabase } from '../../../src/geodatabase/index.js';
import type { GdbError } from '../../../src/shared/errors.js';
import { idOf, type Made } from '../../support/geodatabase/write-geodatabase.js';
import { makeGeodatabase } from './geodatabase-file.js';
import { collect } from './read-all.js';
import { makeSqliteFile } from './sqlite-file.js';

const open = (made: Made): Promise<MobileGeodatabase> => openMobileGeodatabase(new Blob([makeGeodatabase(made)]));
const tree = (n: number, more: object = {}): Made['features'][number] => ({
  ...{ globalId: idOf(n), name: `Tree ${String(n)}`, geometry: { x: 10 * n, y: n } },
  ...more,
});
const status = {
  type: 'codedValue',
  name: 'Status',
  codedValues: [
    { name: 'Alive', code: 1 },
    { name: 'Dead', code: 2 },
  ],
};

describe('a mobile geodatabase', () => {
  it('tells its layers as the service described them', async () => {
    const { layers } = await open({ features: [tree(1), tree(2)] });
    const [trees, visits] = layers;
    assert.equal(layers.length, 2);
    assert.ok(trees && visits);
    const { fields, description, ...rest } = trees;
    assert.deepEqual(rest, {
      ...{ layerId: 7, name: 'Old trees', type: 'Feature Layer', table: 'Trees' },
      ...{
        objectIdField: 'OBJECTID',
        globalIdField: 'GlobalID',
        geometryType: 'esriGeometryPoint',
        hasZ: false,
        hasM: false,
      },
      spatialReference: { wkid: 102100, latestWkid: 3857 },
      extent: { xmin: 0, ymin: 0, xmax: 1000, ymax: 1000, spatialReference: { wkid: 102100, latestWkid: 3857 } },
      subtypes: {
        ...{ field: 'status', isClosed: false },
        values: [{ code: 1, name: 'Old', domains: { status: { type: 'inherited' } } }],
      },
      relationships: [
        {
          ...{ id: 3, name: 'TreesToVisits', relatedTableId: 8, role: 'esriRelRoleOrigin', keyField: 'GlobalID' },
          ...{ cardinality: 'esriRelCardinalityOneToMany', composite: true },
        },
      ],
      ...{ hasAttachments: true, count: 2 },
    });
    assert.equal(description?.['id'], 7);
    assert.deepEqual(
      fields.map(({ name, type }) => [name, type]),
      [
        ['OBJECTID', 'esriFieldTypeOID'],
        ['name', 'esriFieldTypeString'],
        ['seen', 'esriFieldTypeDate'],
        ['status', 'esriFieldTypeSmallInteger'],
        ['GlobalID', 'esriFieldTypeGlobalID'],
      ],
    );
    assert.deepEqual(fields[3]?.domain, status);
    const { layerId, type, geometryType, spatialReference, extent, hasAttachments, count } = visits;
    assert.deepEqual(
      [layerId, type, geometryType, spatialReference, extent, hasAttachments, count],
      [8, 'Table', null, null, null, false, 2],
    );
  });

  it('tells the same by its registries where no service described it', async () => {
    const { layers, replica } = await open({ features: [tree(1)], isServed: false, syncModel: null });
    const [trees, visits] = layers;
    assert.equal(replica, null);
    assert.ok(trees && visits);
    assert.deepEqual([trees.layerId, trees.name, visits.layerId, visits.name], [0, 'Old trees', 1, 'Visits']);
    assert.deepEqual([trees.description, trees.objectIdField, trees.globalIdField], [null, 'OBJECTID', 'GlobalID']);
    const alive = {
      ...status,
      codedValues: [
        { name: 'Alive é <1>', code: 1 },
        { name: 'Dead', code: 2 },
      ],
    };
    const common = { nullable: true, editable: true };
    assert.deepEqual(trees.fields, [
      { name: 'OBJECTID', type: 'esriFieldTypeOID', alias: 'Number', nullable: false, editable: false },
      { name: 'name', type: 'esriFieldTypeString', alias: 'Name & kind', ...common, length: 40 },
      { name: 'seen', type: 'esriFieldTypeDate', alias: 'seen', ...common },
      { name: 'status', type: 'esriFieldTypeSmallInteger', alias: 'status', ...common, domain: alive, defaultValue: 1 },
      { name: 'GlobalID', type: 'esriFieldTypeGlobalID', alias: 'GlobalID', nullable: false, editable: false },
    ]);
    assert.deepEqual(trees.subtypes, {
      field: 'status',
      isClosed: true,
      values: [{ code: 1, name: 'Old', domains: { status: alive } }],
    });
    assert.deepEqual(visits.fields[2]?.domain, { type: 'range', name: 'Heights', range: [0, 80.5] });
    const relationship = { id: 0, name: 'TreesToVisits', cardinality: 'esriRelCardinalityOneToMany', composite: true };
    assert.deepEqual(trees.relationships, [
      { ...relationship, relatedTableId: 1, role: 'esriRelRoleOrigin', keyField: 'GlobalID' },
    ]);
    assert.deepEqual(visits.relationships, [
      { ...relationship, relatedTableId: 0, role: 'esriRelRoleDestination', keyField: 'tree' },
    ]);
  });

  it('takes the ids of its layers from the sync state where no service described it', async () => {
    const { layers } = await open({ features: [], isServed: false });
    assert.deepEqual(
      layers.map(({ layerId, name, table }) => [layerId, name, table]),
      [
        [7, 'Trees', 'Trees'],
        [8, 'Visits', 'Visits'],
      ],
    );
  });

  it('tells its replica, without the secrets of the address', async () => {
    const { replica } = await open({ features: [] });
    assert.deepEqual(replica, {
      replicaId: '7D5C2A4B-0F5E-4B8C-9C55-3A1C7B1D9E10',
      replicaName: 'Trees_in_the_park',
      serviceUrl: 'https://example.com/arcgis/rest/services/Trees/FeatureServer',
      syncModel: 'perLayer',
      generations: { kind: 'perLayer', byLayer: { 7: 1234, 8: 1235 } },
      attachments: 'bidirectional',
    });
  });

  it('tells one generation where there is one, and none where the layers disagree', async () => {
    const { replica } = await open({ features: [], syncModel: 'PerReplica' });
    assert.deepEqual(replica?.generations, { kind: 'perReplica', serverGen: 1234 });
    const more: Made['more'] = (database) =>
      database.exec(
        `UPDATE GDB_Items SET Definition = replace(Definition, '>1234<', '>1235<') WHERE Name = 'main.Trees'`,
      );
    const torn = await open({ features: [], syncModel: 'PerReplica', more });
    assert.deepEqual([torn.replica?.syncModel, torn.replica?.generations], ['perReplica', null]);
  });

  it('hands out current rows as Esri JSON, dates as epoch ms', async () => {
    const features = [
      tree(1, { seen: 2460000.5, status: 2, until: 2460001.5 }),
      tree(2, { seen: 2440587.5 + 1 / 86_400_000, status: 1 }),
      tree(3, { seen: 2460310.75, name: null, geometry: null }),
    ];
    const file = await open({ features });
    assert.equal(file.layers[0]?.count, 2);
    assert.deepEqual(await collect(file.features(7)), [
      {
        attributes: { OBJECTID: 2, name: 'Tree 2', seen: 1, status: 1, GlobalID: idOf(2) },
        geometry: { x: 20, y: 2 },
      },
      {
        attributes: { OBJECTID: 3, name: null, seen: Date.UTC(2024, 0, 1, 6), status: null, GlobalID: idOf(3) },
        geometry: null,
      },
    ]);
  });

  it('hands out rows of tables without a geometry, great integers as their digits, bytes as base64', async () => {
    const file = await open({ features: [] });
    assert.deepEqual(await collect(file.features(8)), [
      { attributes: { OBJECTID: 1, tree: idOf(1), height: 12.5, big: '9007199254740993', raw: 'AAEC/w==' } },
      { attributes: { OBJECTID: 2, tree: null, height: null, big: -5, raw: null } },
    ]);
  });

  it('keeps the attributes of a row whose shape it does not know, and says so with the row', async () => {
    const shape = Uint8Array.from({ length: 40 }, (_, i) => [100, 0x11, 0x0f, 0, 5, 0, 0, 0, 0x54, 4][i] ?? 0);
    const file = await open({ features: [tree(1, { shape }), tree(2)], geometryType: 5 });
    const [first, second] = await collect(file.features(7));
    assert.equal(first?.attributes['name'], 'Tree 1');
    assert.equal(first.geometry, null);
    assert.equal(first.geometryError?.code, 'unsupported-file');
    assert.match(first.geometryError.message, /kind 21, entity 4/);
    assert.equal(second?.geometryError, undefined);
  });

  it('hands out current attachments, and their bytes when someone wants them', async () => {
    const photo = Uint8Array.from({ length: 700_000 }, (_, i) => i % 253);
    const attachments = [
      { parent: idOf(1), name: 'old.jpg', data: photo, until: 2460001 },
      { parent: idOf(1), name: 'new.jpg', data: photo },
      { parent: idOf(2), name: 'missing.jpg', data: null },
      { parent: idOf(2), name: 'empty.txt', data: new Uint8Array() },
    ];
    const file = await open({ features: [tree(1), tree(2)], attachments });
    const [first, second, third] = await collect(file.attachments(7));
    assert.ok(first?.content);
    const { content, ...about } = first;
    assert.deepEqual(about, {
      ...{ attachmentId: 2, globalId: 'bb000000-0000-4000-8000-000000000001', parentObjectId: null },
      parentGlobalId: idOf(1).slice(1, -1).toLowerCase(),
      ...{ name: 'new.jpg', contentType: 'image/jpeg', keywords: '' },
    });
    assert.equal(content.size, photo.length);
    assert.deepEqual(Buffer.concat(await collect(content.read())), Buffer.from(photo));
    assert.deepEqual([second?.name, second?.content, third?.content?.size], ['missing.jpg', null, 0]);
    assert.deepEqual(await collect(file.attachments(8)), []);
  });

  it('reads several layers and attachments at the same time', async () => {
    const features = Array.from({ length: 3000 }, (_, i) => tree(i + 1));
    const file = await open({ features, pageSize: 512 });
    const [trees, again, visits] = await Promise.all([
      collect(file.features(7)),
      collect(file.features(7)),
      collect(file.features(8)),
    ]);
    assert.deepEqual([trees.length, visits.length], [3000, 2]);
    assert.deepEqual(trees, again);
  });

  it('refuses a layer that it does not have', async () => {
    const file = await open({ features: [] });
    assert.throws(() => file.features(99), withCode('layer-not-found', /layer 99/));
  });
});

describe('what is no sound mobile geodatabase', () => {
  const openBytes = (bytes: Uint8Array<ArrayBuffer>): Promise<MobileGeodatabase> =>
    openMobileGeodatabase(new Blob([bytes]));

  it('is named: a SQLite file of another kind', async () => {
    const other = makeSqliteFile((made) => made.exec('CREATE TABLE gpkg_contents (a)'));
    await assert.rejects(openBytes(other), withCode('bad-file', /no mobile geodatabase.*GDB_Items/));
  });

  it('is named: a layer whose table is not there', async () => {
    const bytes = makeGeodatabase({ features: [], more: (made) => made.exec('DROP TABLE Visits') });
    await assert.rejects(openBytes(bytes), withCode('bad-file', /layer 8.*Visits/));
  });

  it('is named: definitions that bring entities, and definitions without end', async () => {
    const define = (definition: string): Uint8Array<ArrayBuffer> =>
      makeGeodatabase({
        features: [],
        isServed: false,
        more: (made) => made.run(`UPDATE GDB_Items SET Definition = ? WHERE Name = 'Status'`, [definition]),
      });
    await assert.rejects(
      openBytes(define('<D><DomainName>&bomb;</DomainName></D>')),
      withCode('unsupported-file', /entities/),
    );
    const long = `<D><DomainName>${'x'.repeat(2 ** 24)}</DomainName></D>`;
    await assert.rejects(openBytes(define(long)), withCode('unsupported-file', /long/));
  });

  it('is read as far as it goes: descriptions that are no JSON, definitions that are no XML', async () => {
    const more: Made['more'] = (made) =>
      made.exec(
        `UPDATE GDB_ServiceItems SET ItemInfo = '{"fields":' WHERE ItemId = 7; UPDATE GDB_Items SET Definition = '<<<' WHERE Name = 'Heights'`,
      );
    const { layers } = await openBytes(makeGeodatabase({ features: [tree(1)], more }));
    assert.deepEqual([layers[0]?.name, layers[0]?.description, layers[0]?.fields.length], ['Old trees', null, 5]);
  });
});

function withCode(code: string, message: RegExp): (error: GdbError) => true {
  return (error) => {
    assert.equal(error.code, code, error.stack);
    assert.match(error.message, message);
    return true;
  };
}

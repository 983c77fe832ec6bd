import { expect } from '@open-wc/testing';
import type { LayerSchema } from '../../src/shared/esri.js';
import { OWN_CODES } from '../../src/shared/records.js';
import { foldEdits } from '../../src/sync/fold.js';
import type { FoldedFeature } from '../../src/sync/fold.js';
import { schemaChanges, whyUnsendable } from '../../src/sync/schema-changes.js';
import {
  description,
  add,
  field,
  geodatabase,
  id,
  layers,
  remove,
  reply,
  result,
  trees,
  update,
} from './support/samples.js';
import { World } from './support/world.js';

const without = (name: string): LayerSchema => ({ ...trees, fields: trees.fields.filter((one) => one.name !== name) });
const withField = (name: string, type: string, more = {}): LayerSchema => ({
  ...trees,
  fields: [...trees.fields.filter((one) => one.name !== name), field(name, type, more)],
});
const changes = (after: LayerSchema) =>
  schemaChanges([trees], [after]).map(({ field: name, change, was, is }) => [name, change, was, is]);

describe('what became of a layer', () => {
  it('is nothing where it is as it was, whatever the case of its names and the words people read', () => {
    const fields = trees.fields.map((one) => ({ ...one, name: one.name.toLowerCase(), alias: 'Other' }));
    expect(changes({ ...trees, fields })).to.deep.equal([]);
  });

  for (const [what, after, expected] of [
    ['a removed field', without('HEIGHT'), ['HEIGHT', 'removed', 'esriFieldTypeDouble', '']],
    ['an added field', withField('AGE', 'esriFieldTypeInteger'), ['AGE', 'added', '', 'esriFieldTypeInteger']],
    [
      'another type',
      withField('HEIGHT', 'esriFieldTypeString'),
      ['HEIGHT', 'type', 'esriFieldTypeDouble', 'esriFieldTypeString'],
    ],
    ['another length', withField('NAME', 'esriFieldTypeString', { length: 5 }), ['NAME', 'length', '', '5']],
    [
      'a field that must be filled',
      withField('NAME', 'esriFieldTypeString', { nullable: false }),
      ['NAME', 'nullable', 'true', 'false'],
    ],
    [
      'a field that is locked',
      withField('NAME', 'esriFieldTypeString', { editable: false }),
      ['NAME', 'editable', 'true', 'false'],
    ],
    [
      'another kind of geometry',
      { ...trees, geometryType: 'esriGeometryPolygon' },
      [null, 'geometry-type', 'esriGeometryPoint', 'esriGeometryPolygon'],
    ],
  ] as const) {
    it(`is told field by field: ${what}`, () => {
      expect(changes(after)).to.deep.equal([expected]);
    });
  }
});

describe('an edit of a layer that was changed', () => {
  const reason = (after: LayerSchema, ...edits: Parameters<typeof foldEdits>[0]) =>
    whyUnsendable(foldEdits(edits)[0] as FoldedFeature, schemaChanges([trees], [after]));

  it('that says something of a removed field cannot be sent without losing it', () => {
    expect(reason(without('HEIGHT'), update(1, 1, { HEIGHT: 3 }))).to.include('HEIGHT was removed');
    expect(reason(without('HEIGHT'), add(1, 1, { height: 3 }))).to.include('HEIGHT was removed');
  });

  it('that says nothing of it can', () => {
    expect(reason(without('HEIGHT'), update(1, 1, { NAME: 'oak' }))).to.equal(null);
    expect(reason(without('HEIGHT'), add(1, 1, { HEIGHT: null }))).to.equal(null);
    expect(reason(without('HEIGHT'), remove(1, 1))).to.equal(null);
    expect(reason(withField('AGE', 'esriFieldTypeInteger'), update(1, 1, { NAME: 'oak' }))).to.equal(null);
  });

  it('with a geometry of the former kind cannot', () => {
    const polygons = { ...trees, geometryType: 'esriGeometryPolygon' };
    expect(reason(polygons, add(1, 1, {}, { geometry: { x: 1, y: 2 } }))).to.include('esriGeometryPolygon');
    expect(reason(polygons, update(1, 1, { NAME: 'oak' }))).to.equal(null);
  });
});

describe('a sync after the service changed a layer', () => {
  const present = [without('HEIGHT'), ...layers.slice(1)];

  it('sets aside what it has no place for, sends the rest, and keeps the layer as it is now', async () => {
    const world = new World();
    world.service.automatic.describe = () => ({ ...description, layers: present });
    world.store.edit(add(1, 1, { HEIGHT: 7 }), add(2, 2, { NAME: 'oak' }));
    const running = world.sync();
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0].edits[0]?.features.adds).to.have.length(1);
    request.respond({ kind: 'reply', reply: reply({ results: [result(2)] }) });
    const end = await running.end;
    expect(end).to.deep.include({ kind: 'completed-with-errors' }).and.have.nested.property('totals.refused', 1);
    expect(world.store.issues[0]?.globalId).to.equal(id(1));
    expect(world.store.issues[0]?.error.description).to.include('HEIGHT was removed');
    expect(world.store.issues[0]?.error.code).to.equal(OWN_CODES.noPlace);
    expect(world.store.geodatabase?.layers[0]?.fields.map(({ name }) => name)).not.to.include('HEIGHT');
    expect(world.store.geodatabase?.generations).to.deep.equal({ kind: 'perReplica', serverGen: 11 });
  });

  it('tells every change', async () => {
    const world = new World();
    world.service.automatic.describe = () => ({ ...description, layers: present });
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    await running.end;
    const [note] = world.notes;
    expect(note).to.deep.equal({
      kind: 'schema-changed',
      changes: schemaChanges(geodatabase.layers, present),
    });
  });

  it('never sends a field that is gone, also where the row still has it', async () => {
    const world = new World();
    world.service.automatic.describe = () => ({ ...description, layers: present });
    world.store.edit(update(1, 1, { NAME: 'elm' }, { base: { attributes: { NAME: 'oak', HEIGHT: 3 } } }));
    world.service.hold({});
    world.sync({ syncDirection: 'upload' });
    const { args } = await world.service.next('synchronizeReplica');
    expect(args[0].edits[0]?.features.updates[0]?.attributes)
      .to.include({ NAME: 'elm' })
      .and.not.have.property('HEIGHT');
  });
});

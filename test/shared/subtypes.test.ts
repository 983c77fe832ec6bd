/** Domains of single subtypes: as services tell them, and as they hold for one row. */
import { expect } from '@open-wc/testing';
import { problemsOf } from '../../src/shared/edit-rules.js';
import type { Field, LayerSchema } from '../../src/shared/esri.js';
import { readField } from '../../src/shared/layer-json.js';
import { completeSchema } from '../../src/shared/layer-schema.js';
import { fieldOf } from '../../src/shared/subtypes.js';

const codes = (...names: readonly string[]) => ({
  type: 'codedValue',
  name: 'materials',
  codedValues: names.map((name) => ({ code: name, name })),
});
const FIELDS = [
  { name: 'KIND', type: 'esriFieldTypeSmallInteger' },
  { name: 'Material', type: 'esriFieldTypeString', domain: codes('any') },
  { name: 'WIDTH', type: 'esriFieldTypeDouble', domain: { type: 'range', name: 'w', range: [1, 9] } },
].map((one) => readField(one)!);
/** As ArcGIS Enterprise tells it; keys of domains in another case than the fields, as happens in views. */
const PIPES = [
  { code: 1, name: 'Main', domains: { MATERIAL: codes('steel', 'cast iron'), WIDTH: { type: 'inherited' } } },
  { code: 2, name: 'Service', domains: { MATERIAL: codes('copper') } },
];
const TYPES = PIPES.map(({ code, ...rest }) => ({ id: code, ...rest, templates: [] }));
const REAL = { subtypeField: 'kind', subtypes: PIPES, typeIdField: 'kind', types: TYPES };

function schemaOf(body: object): LayerSchema {
  const known = { layerId: 0, name: 'Pipes', objectIdField: 'OBJECTID', globalIdField: 'GlobalID', fields: FIELDS };
  return completeSchema({ type: 'Table', ...body }, known, []);
}
const inRow = (schema: LayerSchema, name: string, row: Record<string, string | number | null>): Field =>
  fieldOf(
    schema.fields.find((one) => one.name === name)!,
    schema.subtypes,
    row,
  );
const listOf = ({ domain }: Field): readonly (string | number)[] | undefined =>
  domain?.type === 'codedValue' ? domain.codedValues.map(({ code }) => code) : undefined;

describe('subtypes of a layer', () => {
  it('give a row the domains of its own; what they inherit or do not name is the layer’s', () => {
    const schema = schemaOf(REAL);
    expect(listOf(inRow(schema, 'Material', { KIND: 1 }))).to.deep.equal(['steel', 'cast iron']);
    expect(listOf(inRow(schema, 'Material', { kind: '2' }))).to.deep.equal(['copper']);
    expect(listOf(inRow(schema, 'Material', { KIND: null }))).to.deep.equal(['any']);
    expect(inRow(schema, 'WIDTH', { KIND: 1 }).domain).to.include({ type: 'range' });
  });

  it('are the list of their own field, by name', () => {
    const { domain } = inRow(schemaOf(REAL), 'KIND', {});
    expect(domain).to.deep.equal({
      type: 'codedValue',
      name: 'KIND',
      codedValues: [
        { code: 1, name: 'Main' },
        { code: 2, name: 'Service' },
      ],
    });
  });

  it('nothing is known of their domains where a row does not say which it is', () => {
    expect(inRow(schemaOf(REAL), 'Material', { WIDTH: 2 }).domain).to.equal(null);
    expect(inRow(schemaOf(REAL), 'WIDTH', {}).domain).to.include({ type: 'range' });
  });

  it('that are types of a drawing do not close the list of their field', () => {
    const schema = schemaOf({ typeIdField: 'KIND', types: TYPES });
    expect(inRow(schema, 'KIND', { KIND: 7 }).domain ?? null).to.equal(null);
    expect(listOf(inRow(schema, 'Material', { KIND: 2 }))).to.deep.equal(['copper']);
    expect(listOf(inRow(schema, 'Material', { KIND: 7 }))).to.deep.equal(['any']);
  });

  it('are found among the types of an older service that names its subtype field', () => {
    expect(schemaOf({ typeIdField: 'KIND', subtypeField: 'KIND', types: TYPES }).subtypes?.isClosed).to.equal(true);
    expect(schemaOf({ subtypeField: 'KIND', types: TYPES, subtypes: null }).subtypes?.isClosed).to.equal(true);
  });

  it('are left out where they are told wrongly, and never break the rest', () => {
    for (const body of [
      {},
      { subtypeField: '', subtypes: [], typeIdField: '', types: [] },
      { typeIdField: 'KIND', types: 'none' },
      { typeIdField: 7, types: TYPES },
      { typeIdField: 'KIND', types: [null, { name: 'No code' }, { id: { a: 1 } }] },
    ])
      expect(schemaOf(body).subtypes, JSON.stringify(body)).to.equal(undefined);
    const odd = schemaOf({ typeIdField: 'KIND', types: [{ id: 1, domains: { Material: 'x', constructor: null } }] });
    expect(odd.subtypes?.values).to.deep.equal([{ code: 1, name: '1', domains: {} }]);
    expect(listOf(inRow(odd, 'Material', { KIND: 1 }))).to.deep.equal(['any']);
  });
});

describe('an edit of a layer with subtypes', () => {
  const schema = schemaOf(REAL);
  const row = { KIND: 1, Material: 'steel', WIDTH: 3 };
  const problems = (attributes: Record<string, string | number | null>, whole?: typeof row) =>
    problemsOf(
      { operation: 'update', attributes, ...(whole === undefined ? {} : { row: { ...whole, ...attributes } }) },
      schema,
    ).map(({ kind, ...more }) => [kind, 'field' in more ? more.field : '']);

  it('is looked at with the domains of the row’s subtype', () => {
    expect(problems({ Material: 'cast iron' }, row)).to.deep.equal([]);
    expect(problems({ Material: 'copper' }, row)).to.deep.equal([['not-in-list', 'Material']]);
    expect(problems({ Material: 'any' }, row)).to.deep.equal([['not-in-list', 'Material']]);
    expect(problems({ Material: 'copper', KIND: 2 }, row)).to.deep.equal([]);
  });

  it('that makes it another subtype names what is left behind', () => {
    expect(problems({ KIND: 2 }, row)).to.deep.equal([['not-in-list', 'Material']]);
    expect(problems({ KIND: 2 }, { ...row, Material: 'copper' })).to.deep.equal([]);
  });

  it('names a subtype that there is none of', () => {
    expect(problems({ KIND: 3, Material: 'any' }, row)).to.deep.equal([['not-in-list', 'KIND']]);
  });

  it('says nothing against a value whose subtype nobody knows', () => {
    expect(problems({ Material: 'copper' })).to.deep.equal([]);
  });
});

import { expect } from '@open-wc/testing';
import { checkValue, problemsOf, type EditToCheck } from '../../src/shared/edit-rules.js';
import type { Field, LayerSchema } from '../../src/shared/esri.js';
import type { JsonValue } from '../../src/shared/json.js';
import { layer } from '../support/controller-states.js';

const field = (type: string, more: Partial<Field> = {}): Field => ({
  name: 'F',
  alias: 'Field',
  type: `esriFieldType${type}`,
  nullable: true,
  editable: true,
  ...more,
});
const kind = (of: Field, value: JsonValue): string => checkValue(of, value)?.kind ?? 'fine';
const kinds = (of: Field, values: readonly JsonValue[]): string[] => values.map((value) => kind(of, value));

describe('a value against its field', () => {
  it('required', () => {
    expect(kind(field('String', { nullable: false }), null)).to.equal('required');
    expect(kind(field('String'), null)).to.equal('fine');
  });

  it('length', () => {
    expect(checkValue(field('String', { length: 3 }), 'four')).to.deep.equal({ kind: 'too-long', limit: 3, by: 1 });
    expect(kinds(field('String', { length: 3 }), ['', 'abc'])).to.deep.equal(['fine', 'fine']);
    expect(kind(field('String', { length: 0 }), 'any length')).to.equal('fine');
  });

  it('range, its ends included', () => {
    const domain = { type: 'range', name: 'r', range: [1, 5] } as const;
    expect(kinds(field('Integer', { domain }), [1, 5, 0, 6])).to.deep.equal([
      'fine',
      'fine',
      'out-of-range',
      'out-of-range',
    ]);
    expect(checkValue(field('Double', { domain }), 5.01)).to.deep.equal({ kind: 'out-of-range', min: 1, max: 5 });
  });

  it('coded values', () => {
    const codedValues = [
      { code: 1, name: 'one' },
      { code: 'b', name: 'two' },
    ];
    const domain = { type: 'codedValue', name: 'c', codedValues } as const;
    expect(kinds(field('String', { domain }), ['b', '1', 'one', 'B'])).to.deep.equal([
      'fine',
      'fine',
      'not-in-list',
      'not-in-list',
    ]);
  });

  it('numbers, whole where they must be, and no larger than they may be', () => {
    expect(kinds(field('SmallInteger'), [-32_768, 32_768, 1.5, '7', 'x', ''])).to.deep.equal([
      'fine',
      'out-of-range',
      'not-whole',
      'fine',
      'not-a-number',
      'not-a-number',
    ]);
    expect(kinds(field('Integer'), [2_147_483_647, 2_147_483_648])).to.deep.equal(['fine', 'out-of-range']);
    expect(kinds(field('BigInteger'), [9e15, 1e16])).to.deep.equal(['fine', 'out-of-range']);
    expect(kinds(field('Double'), [1e300, 'NaN'])).to.deep.equal(['fine', 'not-a-number']);
  });

  it('dates, as each kind of date is written', () => {
    expect(kinds(field('Date'), [0, '2026-11-22T09:00:00Z', 'soon'])).to.deep.equal(['fine', 'fine', 'not-a-date']);
    expect(kinds(field('DateOnly'), ['2026-11-22', '22.11.2026', 5])).to.deep.equal([
      'fine',
      'not-a-date',
      'not-a-date',
    ]);
    expect(kinds(field('TimeOnly'), ['09:30', '09:30:15', '9 am'])).to.deep.equal(['fine', 'fine', 'not-a-date']);
    expect(kinds(field('TimestampOffset'), ['2026-11-22T09:00:00+01:00', '2026-11-22T09:00:00'])).to.deep.equal([
      'fine',
      'not-a-date',
    ]);
  });

  it('GUIDs, and what is no value at all', () => {
    expect(kinds(field('GUID'), ['{A5F1F2F2-6A1C-4B7C-9A5E-2F7CF4A1B001}', 'a5f1'])).to.deep.equal([
      'fine',
      'wrong-type',
    ]);
    expect(kinds(field('String'), [[], true])).to.deep.equal(['wrong-type', 'wrong-type']);
  });

  it('editable', () => {
    expect(kind(field('String', { editable: false }), 'x')).to.equal('read-only');
  });
});

describe('an edit against its layer', () => {
  const trees: LayerSchema = {
    ...layer(0, 'Trees'),
    editorTracking: ['EDITOR'],
    fields: [
      field('OID', { name: 'OBJECTID', editable: false, nullable: false }),
      field('GlobalID', { name: 'GlobalID', editable: false, nullable: false }),
      field('String', { name: 'NAME', alias: 'Name', nullable: false }),
      field('String', { name: 'STATE', alias: '', nullable: false, defaultValue: 'new' }),
      field('String', { name: 'EDITOR', editable: false, nullable: false }),
    ],
  };
  const check = (edit: EditToCheck, of: LayerSchema = trees): readonly unknown[] => problemsOf(edit, of);

  it('names a required field that a new row leaves out, unless the service has a default', () => {
    expect(check({ operation: 'add', attributes: {} })).to.deep.equal([
      { kind: 'required', field: 'NAME', alias: 'Name' },
    ]);
    expect(check({ operation: 'update', attributes: {} })).to.deep.equal([]);
  });

  it('looks at what an update changes, in any case, and not at what the service fills in', () => {
    const attributes = { name: null, OBJECTID: 5, EDITOR: 'me', STATE: null };
    expect(check({ operation: 'update', attributes })).to.deep.equal([
      { kind: 'required', field: 'NAME', alias: 'Name' },
      { kind: 'required', field: 'STATE', alias: 'STATE' },
    ]);
  });

  it('names a field that the layer has not', () => {
    expect(check({ operation: 'update', attributes: { HEIGHT: 3 } })).to.deep.equal([
      { kind: 'no-such-field', field: 'HEIGHT', alias: 'HEIGHT' },
    ]);
  });

  it('a shape of another kind; none at all is a feature without a shape', () => {
    const attributes = { NAME: 'Oak' };
    expect(check({ operation: 'add', attributes, geometry: { rings: [] } })).to.deep.equal([{ kind: 'wrong-shape' }]);
    expect(check({ operation: 'add', attributes, geometry: { x: 1, y: 2 } })).to.deep.equal([]);
    expect(check({ operation: 'add', attributes, geometry: null })).to.deep.equal([]);
  });

  it('what the layer does not allow at all', () => {
    const readOnly = { ...trees, capabilities: ['QUERY', 'SYNC', 'CREATE'] };
    expect(check({ operation: 'delete', attributes: {} }, readOnly)).to.deep.equal([
      { kind: 'not-allowed', operation: 'delete' },
    ]);
    expect(
      check({ operation: 'delete', attributes: {} }, { ...trees, capabilities: ['QUERY', 'EDITING'] }),
    ).to.deep.equal([]);
    expect(check({ operation: 'delete', attributes: {} }, { ...trees, capabilities: [] })).to.deep.equal([]);
  });
});

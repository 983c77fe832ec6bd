/** What the demo's form makes of a layer's fields, and which edit follows from what was typed. */
import { expect } from '@open-wc/testing';
import { changedAttributes, draftOf, isChanged, newDraft, withText } from '../../demo/draft.js';
import { editableFields, inputOf, isRequired, sameValue, valueOf, wordsOf } from '../../demo/field-values.js';
import { boxOf, movedTo, shapeAt, unwrapped } from '../../demo/places.js';
import type { Field, LayerSchema, LocalFeature } from '../../src/index.js';

const field = (name: string, type: string, more: Partial<Field> = {}): Field => ({
  name,
  type: `esriFieldType${type}`,
  alias: name,
  nullable: true,
  editable: true,
  ...more,
});
const domain = {
  type: 'codedValue',
  name: 'Priority',
  codedValues: [
    { name: 'Low', code: 1 },
    { name: 'High', code: 3 },
  ],
} as const;
const name = field('name', 'String', { length: 80, nullable: false });
const priority = field('priority', 'Integer', { domain });
const seen = field('seen', 'Date');
const layer: LayerSchema = {
  layerId: 0,
  name: 'Wells',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  hasZ: false,
  hasM: false,
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  displayField: 'name',
  fields: [
    field('OBJECTID', 'OID', { editable: false }),
    field('GlobalID', 'GlobalID', { editable: false }),
    name,
    priority,
    seen,
    field('EditDate', 'Date'),
    field('point_guid', 'GUID'),
  ],
  relationships: [],
  hasAttachments: true,
  capabilities: ['Editing'],
  uniqueGlobalIds: true,
  editorTracking: ['EditDate'],
};
// With seconds and milliseconds that no input can hold.
const moment = Date.UTC(2024, 4, 17, 9, 30, 12, 345);
const feature: LocalFeature = {
  globalId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  objectId: 4,
  pending: 'none',
  pendingAttachments: 0,
  attributes: { name: 'Well', priority: 1, seen: moment },
  geometry: { x: 1, y: 2 },
};

describe('a form of a layer', () => {
  it('has an input for every field that a person fills in, and none for keys and what the service writes', () => {
    expect(editableFields(layer).map((one) => one.name)).to.deep.equal(['name', 'priority', 'seen']);
  });

  it('offers the words of a domain and sends its code', () => {
    expect(inputOf(priority)).to.deep.include({ kind: 'select' });
    expect(wordsOf(priority, 3)).to.equal('High');
    expect(valueOf(priority, '3')).to.equal(3);
  });

  it('marks what the service cannot do without', () => {
    expect(isRequired(name)).to.equal(true);
    expect(isRequired({ ...name, defaultValue: 'Well' })).to.equal(false);
    expect(isRequired(seen)).to.equal(false);
  });

  it('takes nothing typed as no value, for text and for numbers', () => {
    expect(valueOf(name, ' ')).to.equal(null);
    expect(valueOf(field('n', 'Double'), '')).to.equal(null);
    expect(valueOf(field('n', 'Double'), '2.5')).to.equal(2.5);
  });
});

describe('an edit', () => {
  it('is nothing before something is typed, though an input shows a date without its milliseconds', () => {
    const draft = draftOf(layer, feature);
    expect(isChanged(draft)).to.equal(false);
    expect(changedAttributes(draft)).to.deep.equal({});
  });

  it('names only what was touched', () => {
    const draft = withText(draftOf(layer, feature), 'priority', '3');
    expect(changedAttributes(draft)).to.deep.equal({ priority: 3 });
    expect(changedAttributes(withText(draft, 'priority', '1'))).to.deep.equal({});
  });

  it('of a new feature carries the defaults of its fields', () => {
    const withDefault = { ...layer, fields: [name, { ...priority, defaultValue: 1 }] };
    const draft = withText(newDraft(withDefault, null, {}), 'name', 'New well');
    expect(changedAttributes(draft)).to.deep.equal({ name: 'New well', priority: 1 });
  });
});

describe('beside the server', () => {
  it('a key is the same in any spelling, and nothing the same as empty text', () => {
    expect(
      sameValue(field('g', 'GUID'), '{ABCDEF00-0000-0000-0000-000000000000}', 'abcdef00-0000-0000-0000-000000000000'),
    ).to.equal(true);
    expect(sameValue(name, null, '')).to.equal(true);
    expect(sameValue(name, 'a', 'A')).to.equal(false);
  });
});

describe('a shape on the map', () => {
  it('is moved whole to where the press was', () => {
    const square = shapeAt('esriGeometryPolygon', { x: 0, y: 0 }, 2);
    expect(square && boxOf([movedTo(square, { x: 10, y: 20 })])).to.deep.equal({
      xmin: 8,
      ymin: 18,
      xmax: 12,
      ymax: 22,
    });
  });

  it('that crosses the date line goes on beyond the edge', () => {
    expect(
      unwrapped([
        [179, 0],
        [-179, 1],
        [178, 2],
      ]),
    ).to.deep.equal([
      [179, 0],
      [181, 1],
      [178, 2],
    ]);
  });
});

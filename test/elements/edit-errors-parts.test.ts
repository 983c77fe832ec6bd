import { expect } from '@open-wc/testing';
import { errorsAsCsv } from '../../src/elements/edit-errors/export-list.js';
import { controlOf, textOfValue, valueOfText } from '../../src/elements/edit-errors/field-values.js';
import { itemsOf, type ListWish } from '../../src/elements/edit-errors/list-items.js';
import { sentenceFor } from '../../src/elements/edit-errors/survey.js';
import { outlineOf } from '../../src/elements/edit-errors/shape-path.js';
import type { Field, Geometry } from '../../src/shared/esri.js';
import { editError, editErrors } from '../support/controller-states.js';

const field = (type: string, more: Partial<Field> = {}): Field => ({
  name: 'F',
  alias: 'F',
  type: `esriFieldType${type}`,
  nullable: true,
  editable: true,
  ...more,
});

describe('a value in a form', () => {
  it('is shown and read back as it was', () => {
    const codedValues = [{ code: 2, name: 'Fallen' }];
    const cases: readonly [Field, string | number, string][] = [
      [field('Integer'), 12, 'number'],
      [field('Double'), 0.5, 'number'],
      [field('String', { length: 20 }), ' a b', 'text'],
      [field('String', { length: 500 }), 'long', 'long-text'],
      [field('Integer', { domain: { type: 'codedValue', name: 'c', codedValues } }), 2, 'choice'],
      [field('Date'), Date.UTC(2026, 2, 29, 0, 30, 15), 'date-time'],
      [field('DateOnly'), '2026-03-29', 'date'],
      [field('TimeOnly'), '09:30:15', 'time'],
    ];
    for (const [of, value, control] of cases) {
      expect(controlOf(of)).to.equal(control);
      expect(valueOfText(textOfValue(value, of), of), control).to.equal(value);
    }
  });

  it('is nothing where nothing is typed, and stays text where it is no number', () => {
    expect(valueOfText('  ', field('Integer'))).to.equal(null);
    expect(valueOfText('12a', field('Integer'))).to.equal('12a');
    expect(textOfValue(null, field('String'))).to.equal('');
  });
});

describe('the drawing of a shape', () => {
  const path = (geometry: unknown): string => outlineOf(geometry as Geometry)?.path ?? 'nothing';

  it('keeps proportions, with north up', () => {
    const line = path({
      paths: [
        [
          [0, 0],
          [10, 5],
        ],
      ],
    });
    expect(line).to.equal('M5.0 24.5L31.0 11.5');
  });

  it('closes areas, and draws a single place in the middle', () => {
    expect(path({ rings: [[[0, 0], [1, 0], [1, 1], [0, 0]]] })).to.match(/^M.*Z$/); // prettier-ignore
    expect(path({ x: 8.5, y: 47.4 })).to.match(/^M15\.0 18\.0a3/);
  });

  it('goes along curves by their ends', () => {
    expect(path({ curvePaths: [[[0, 0], { c: [[10, 0], [5, 5]] }]] })).to.equal('M5.0 18.0L31.0 18.0'); // prettier-ignore
  });

  it('is nothing without coordinates, and numbers alone whatever there is', () => {
    for (const empty of [null, {}, { x: 'NaN', y: null }, { rings: [] }, { paths: [[]] }, { points: 'x' }])
      expect(path(empty)).to.equal('nothing');
    const hostile = { rings: [[[0, 0], ['"><script>', 1], [1, Infinity], [4, 4], [2, 0]]] }; // prettier-ignore
    expect(path(hostile)).to.match(/^[MLZ\d. ]+$/);
  });

  it('leaves out corners that nobody would see', () => {
    const circle = Array.from({ length: 20_000 }, (_, at) => [Math.cos(at), Math.sin(at)]);
    expect(path({ rings: [circle] }).length).to.be.below(3000);
  });
});

describe('the list in order', () => {
  const wish = (more: Partial<ListWish> = {}): ListWish => ({
    errors: editErrors(),
    checks: [],
    search: '',
    filter: 'all',
    closed: new Set(),
    reasonOf: () => 'because',
    ...more,
  });
  const sketch = (of: ListWish): readonly (string | undefined)[] => {
    const { keys } = itemsOf(of);
    return Array.from({ length: keys.length }, (_, index) => keys.at(index));
  };

  it('has a heading for each layer, and none for causes that are all different', () => {
    expect(sketch(wish())).to.deep.equal(['layer 0', '1', '2', '3', 'layer 1', '4']);
  });

  it('has a heading for each cause where some share one, the most frequent first', () => {
    const errors = [1, 2, 3].map((id) => editError({ id, error: { code: id === 1 ? 1001 : 1016, description: '' } }));
    expect(sketch(wish({ errors }))).to.deep.equal(['layer 0', 'layer 0 1016', '2', '3', 'layer 0 1001', '1']);
  });

  it('tells reasons apart that share the one code for all reasons, but not by the number of a feature', () => {
    const said = ['Tree 7 is too tall.', 'Tree 8 is too tall.', 'Adds are switched off.'];
    const errors = said.map((description, at) => editError({ id: at + 1, error: { code: 1000, description } }));
    const parts = ['layer 0 1000/Tree # is too tall.', '1', '2', 'layer 0 1000/Adds are switched off.', '3'];
    expect(sketch(wish({ errors }))).to.deep.equal(['layer 0', ...parts]);
  });

  it('says of reasons that differ by a number what they have in common', () => {
    const said = (...descriptions: readonly string[]): string =>
      sentenceFor(descriptions.map((description, at) => editError({ id: at + 1, error: { code: 1000, description } })));
    expect(said('Tree 7 is over 40 m.', 'Tree 7 is over 40 m.')).to.equal('Tree 7 is over 40 m.');
    expect(said('Tree 7 is over 40 m.', 'Tree 8 is over 40 m.')).to.equal('Tree … is over … m.');
    expect(
      said('{0D2B8C1E-0000-4000-8000-00000000000A} is locked.', '{0D2B8C1E-0000-4000-8000-00000000000B} is locked.'),
    ).to.equal('… is locked.');
    expect(said('')).to.equal('');
  });

  it('has behind each key what the key says, and nothing beyond', () => {
    const items = itemsOf(wish());
    expect(sketch(wish()).map((_, index) => items.at(index)?.key)).to.deep.equal(sketch(wish()));
    expect([items.at(-1), items.at(items.keys.length)]).to.deep.equal([undefined, undefined]);
  });

  it('finds the place of each key, and none for what is not in it', () => {
    const { keys } = itemsOf(wish());
    expect(sketch(wish()).map((key) => keys.indexOf(key ?? ''))).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect(['', 'layer 9', '99', 'checks'].map((key) => keys.indexOf(key))).to.deep.equal([-1, -1, -1, -1]);
    expect(itemsOf(wish({ closed: new Set(['layer 0']) })).keys.indexOf('2')).to.equal(-1);
  });

  it('has errors of a layer together that come in turns', () => {
    const errors = [0, 1, 0, 1].map((layerId, at) =>
      editError({ id: at + 1, layerId, error: { code: 1, description: '' } }),
    );
    expect(sketch(wish({ errors }))).to.deep.equal(['layer 0', '1', '3', 'layer 1', '2', '4']);
  });

  it('hides what is below a closed heading, and what is not searched for', () => {
    expect(sketch(wish({ closed: new Set(['layer 0']) }))).to.deep.equal(['layer 0', 'layer 1', '4']);
    expect(sketch(wish({ search: ' OAK ' }))).to.deep.equal(['layer 0', '2']);
    expect(sketch(wish({ filter: 'attachments' }))).to.deep.equal(['layer 0', '3']);
    expect(sketch(wish({ filter: 'layer 1' }))).to.deep.equal(['layer 1', '4']);
    expect(sketch(wish({ search: 'because' }))).to.have.length(6);
  });
});

describe('the list as a file', () => {
  it('is a table that no spreadsheet reads as formulas', async () => {
    const error = editError({
      title: '=HYPERLINK("http://x")',
      layerName: 'Trees, "old"',
      error: { code: 1, description: '@a\nb' },
    });
    const text = await errorsAsCsv([error], () => 'No.').text();
    const [head, row, rest] = text.split('\r\n');
    expect(head).to.match(/^\u{FEFF}?layer,title,operation/u);
    expect(row).to.match(/^"Trees, ""old""","'=HYPERLINK\(""http:\/\/x""\)",update,,No\.,1,"'@a\nb",\d{4}-/);
    expect(rest).to.equal('');
  });
});

/** Chunks in memory: every row reads as the service wrote it, whatever form it is kept in. */
import { expect } from '@open-wc/testing';
import { packRows } from '../../src/store/chunks/pack.js';
import { rowKey } from '../../src/store/chunks/row-key.js';
import { slim } from '../../src/store/chunks/slim.js';
import { decodeRow, unpack, type Chunk } from '../../src/store/chunks/unpack.js';
import { id } from './fixture.js';

/** One chunk of these rows, in their order: none has a place. */
function chunkOf(rows: readonly (string | Uint8Array)[]): Chunk {
  const text = new TextEncoder();
  const packable = rows.map((json, n) => ({
    key: rowKey(id(n)),
    objectId: n,
    box: null,
    json: typeof json === 'string' ? text.encode(json) : json,
  }));
  return unpack(packRows(packable)[0]!);
}

const all = (chunk: Chunk) => Array.from({ length: chunk.n }, (_, row) => decodeRow(chunk, row));
const inspection = (n: number, more = '') =>
  `{"attributes":{"OBJECTID":${n},"GlobalID":"{${id(n).toUpperCase()}}","NAME":"row ${n}","WHEN":null${more}},"geometry":{"x":${n}.25,"y":-1.5}}`;

describe('rows in memory', () => {
  const KINDS: Record<string, readonly string[]> = {
    'of plain letters': [inspection(1), inspection(2), inspection(3)],
    'of letters of two bytes': [inspection(1, ',"T":"é"'), inspection(2, ',"T":"ßß"'), inspection(3, ',"T":"a"')],
    'of letters of three bytes and of four': [inspection(1, ',"T":"漢字"'), inspection(2, ',"T":"😀é"')],
    'with escapes': [inspection(1, String.raw`,"T":"\ud83d\u00e9\n\"}{\\"`), inspection(2, ',"T":"[,]"')],
    'without a geometry': ['{"attributes":{"A":1}}', '{"attributes":{"A":2},"geometry":null}'],
    'of lines': ['{"attributes":{"A":1},"geometry":{"paths":[[[0,1],[2,3.5]]],"spatialReference":{"wkid":3857}}}'],
    'without attributes': ['{"attributes":{}}', '{"attributes":{},"geometry":{"x":1,"y":2}}'],
    'with names that mean something to JavaScript': ['{"attributes":{"__proto__":1,"constructor":"a","7":2,"6":3}}'],
  };

  for (const [kind, rows] of Object.entries(KINDS)) {
    it(`${kind} are the same without their names`, () => {
      const chunk = chunkOf(rows);
      const slimmed = slim(chunk);
      const expected = rows.map((json) => JSON.parse(json) as object);
      expect(all(chunk)).to.deep.equal(expected);
      expect(all(slimmed)).to.deep.equal(expected);
      expect(slimmed.form, 'they are slim').not.to.equal(null);
      expect(all(slimmed).map((row) => JSON.stringify(row))).to.deep.equal(
        all(chunk).map((row) => JSON.stringify(row)),
      );
    });
  }

  it('take about half the room without their names', () => {
    const names = Array.from({ length: 12 }, (_, i) => `,"INSPECTION_${i}":${i}`).join('');
    const chunk = chunkOf(Array.from({ length: 100 }, (_, n) => inspection(n, names)));
    expect(slim(chunk).text.length / chunk.text.length).to.be.below(0.5);
  });

  const STAY: Record<string, readonly string[]> = {
    'of different names': ['{"attributes":{"A":1}}', '{"attributes":{"B":1}}'],
    'of fewer names': ['{"attributes":{"A":1,"B":2}}', '{"attributes":{"A":1}}'],
    'of names in another order': ['{"attributes":{"A":1,"B":2}}', '{"attributes":{"B":2,"A":1}}'],
    'of numbers that JSON reads and does not write': ['{"attributes":{"A":1e999}}'],
    'of zeros with a sign': ['{"attributes":{"A":1},"geometry":{"x":-0,"y":-0.5}}'],
    'that are nothing of the kind': ['{"attributes":null}'],
  };

  for (const [kind, rows] of Object.entries(STAY)) {
    it(`${kind} stay as they are`, () => {
      const chunk = chunkOf(rows);
      expect(slim(chunk)).to.equal(chunk);
      expect(all(chunk)).to.deep.equal(rows.map((json) => JSON.parse(json) as object));
    });
  }

  it('that are no UTF-8 are repaired, each for itself', () => {
    const broken = new TextEncoder().encode(inspection(1, ',"T":"??"'));
    // A byte that can only go on, and one that begins what does not come.
    broken.set([0x80, 0xf0], broken.lastIndexOf(0x3f) - 1);
    for (const chunk of [chunkOf([broken, inspection(2)]), slim(chunkOf([broken, inspection(2, ',"T":"é"')]))]) {
      const [first, second] = all(chunk);
      expect(first!.attributes['T']).to.equal('\ufffd\ufffd');
      expect(second!.attributes['OBJECTID']).to.equal(2);
    }
  });

  it('are fresh at every reading', () => {
    const chunk = slim(chunkOf([inspection(1)]));
    (decodeRow(chunk, 0).attributes as Record<string, unknown>)['NAME'] = 'changed';
    expect(decodeRow(chunk, 0).attributes['NAME']).to.equal('row 1');
  });

  it('count two bytes a letter where a service escaped what takes them', () => {
    const whole = chunkOf([1, 2, 3].map((n) => inspection(n, String.raw`,"T":"\u4e2d"`)));
    expect(whole.width).to.equal(1);
    const thin = slim(whole);
    expect(thin.form).not.to.equal(null);
    expect(thin.width).to.equal(2);
  });
});

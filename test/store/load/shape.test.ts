/** Rows read without being parsed: what is read is what JSON.parse would have given, and whatever differs is left to it. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { Geometry } from '../../../src/shared/esri.js';
import { rowKey, KEY_BYTES } from '../../../src/store/chunks/row-key.js';
import { RowShape } from '../../../src/store/load/row-shape.js';
import { NumberReader, skipPlain } from '../../../src/store/load/scan-values.js';
import { boxOf } from '../../../src/store/rows/box.js';
import { id, points } from '../fixture.js';

const encoder = new TextEncoder();
const bytesOf = (text: string): Uint8Array => encoder.encode(text);
const NAMES = ['OBJECTID', 'GlobalID', 'NAME', 'AREA'];

function shapeOf(names: readonly string[] = NAMES): RowShape {
  const shape = new RowShape(points);
  shape.expect(names);
  return shape;
}

interface Read {
  readonly key: readonly number[];
  readonly objectId: number;
  readonly box: readonly number[] | null;
}

/** What was read, or null where the shape is another. Other rows stand around it. */
function read(row: string, shape: RowShape = shapeOf()): Read | null {
  const bytes = bytesOf(`[1,${row},2]`);
  const end = shape.read(bytes, 3, 5);
  if (end < 0) return null;
  expect(end).to.equal(bytes.length - 3);
  const { keys, objectIds, boxes } = shape.rows;
  const box = [...boxes.subarray(20, 24)];
  return {
    key: [...keys.subarray(5 * KEY_BYTES, 6 * KEY_BYTES)],
    objectId: objectIds[5]!,
    box: Number.isNaN(box[0]) ? null : box,
  };
}

const rowOf = (attributes: object, geometry?: unknown): string =>
  JSON.stringify({ attributes, ...(geometry !== undefined && { geometry }) });
const plain = { OBJECTID: 7, GlobalID: `{${id(7).toUpperCase()}}`, NAME: 'n', AREA: 1.5 };

const coordinate = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.double({ min: -2e7, max: 2e7, noNaN: true }).map((value) => Math.round(value * 1000) / 1000),
);
const vertex = fc.array(coordinate, { minLength: 2, maxLength: 4 });
const vertices = fc.array(vertex, { maxLength: 8 });
const reference = fc.constantFrom({}, { spatialReference: { wkid: 102_100, latestWkid: 3857 } }, { hasZ: true });
const geometry = fc
  .tuple(
    fc.oneof(
      fc.record({ x: coordinate, y: coordinate }),
      fc.record({ x: coordinate, y: coordinate, z: fc.option(coordinate) }),
      fc.record({ points: vertices }),
      fc.record({ paths: fc.array(vertices, { maxLength: 3 }) }),
      fc.record({ rings: fc.array(vertices, { maxLength: 3 }) }),
    ),
    reference,
  )
  .map(([shape, more]) => ({ ...shape, ...more }));

describe('a row of the shape of the row before', () => {
  it('is read as it would be when parsed', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '}', ',"', '\u0007é😀'));
    fc.assert(
      fc.property(
        fc.record({
          OBJECTID: fc.oneof(fc.integer(), fc.constant(null), fc.double({ noNaN: true })),
          GlobalID: fc.uuid().chain((guid) => fc.constantFrom(guid, `{${guid.toUpperCase()}}`)),
          NAME: fc.oneof(text, fc.boolean(), fc.constant(null)),
          AREA: fc.oneof(fc.double({ noNaN: true }), fc.integer()),
        }),
        fc.option(fc.option(geometry, { nil: undefined })),
        (attributes, shape) => {
          const row = rowOf(attributes, shape);
          const parsed = JSON.parse(row) as { attributes: { OBJECTID: unknown }; geometry?: Geometry };
          const { OBJECTID: objectId } = parsed.attributes;
          expect(read(row), row).to.deep.equal({
            key: [...rowKey(attributes.GlobalID)],
            objectId: typeof objectId === 'number' ? objectId : NaN,
            box: boxOf(parsed.geometry),
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is left to the parser when anything about it is different', () => {
    expect(read(rowOf(plain, { x: 1, y: 2 }))?.box).to.deep.equal([1, 2, 1, 2]);
    for (const other of [
      rowOf({ ...plain, more: 1 }),
      rowOf({ GlobalID: plain.GlobalID, OBJECTID: 7, NAME: '', AREA: 1 }),
      rowOf({ ...plain, NAME: { a: 1 } }),
      rowOf({ ...plain, GlobalID: 'no GUID' }),
      rowOf({ ...plain, GlobalID: null }),
      rowOf(plain, { x: 'NaN', y: 'NaN' }),
      rowOf(plain, { x: 1 }),
      rowOf(plain, { x: 1, y: 2, curve: [] }),
      rowOf(plain, { xmin: 1, ymin: 1, xmax: 2, ymax: 2 }),
      rowOf(plain, {
        curvePaths: [
          [
            [1, 2],
            {
              c: [
                [3, 3],
                [1, 4],
              ],
            },
          ],
        ],
      }),
      rowOf(plain, { rings: [], paths: [] }),
      rowOf(plain, { rings: [[[1, null]]] }),
      rowOf(plain, []),
      rowOf(plain).replace('}}', '},"centroid":{}}'),
      rowOf(plain).replace(':', ' :'),
      rowOf(plain).replace('"NAME":"n"', '"NAME":"n","NAME":"m"'),
      rowOf(plain).replace('"n"', '"n'),
      rowOf(plain).replace('"n"', '"\n"'),
      rowOf(plain).replace('"n"', '"\\x"'),
      rowOf(plain).replace('"n"', '"\\u12g4"'),
      rowOf(plain).replace('1.5', '01.5'),
      rowOf(plain).replace('1.5', '1.'),
      rowOf(plain).replace('1.5', '1e'),
      rowOf(plain).replace('1.5', '-'),
      rowOf(plain).replace('1.5', 'nul'),
      rowOf(plain, { x: 1, y: 2 }).replace('"x":1', '"x":1,"x":3'),
      rowOf(plain, { x: 1, y: 2 }).replace('2}', '2,}'),
    ])
      expect(read(other), other).to.equal(null);
    expect(read(rowOf(plain), new RowShape(points))).to.equal(null);
  });

  it('is left to the parser when it is cut', () => {
    const bytes = bytesOf(
      rowOf(plain, {
        rings: [
          [
            [1.5, 2],
            [3, -4e1],
          ],
        ],
      }),
    );
    const shape = shapeOf();
    for (let length = 0; length < bytes.length; length++)
      expect(shape.read(bytes.subarray(0, length), 0, 0), String(length)).to.equal(-1);
    expect(shape.read(bytes, 0, 0)).to.equal(bytes.length);
  });

  it('is left to the parser when a BigInteger could lose its digits', () => {
    const big = new RowShape({
      ...points,
      fields: [...points.fields, { ...points.fields[0]!, name: 'BIG', type: 'esriFieldTypeBigInteger' }],
    });
    big.expect([...NAMES, 'BIG']);
    const row = (digits: string): string => rowOf({ ...plain, BIG: 0 }).replace('"BIG":0', `"BIG":${digits}`);
    expect(read(row('123456789012345'), big)).not.to.equal(null);
    expect(read(row('9007199254740993'), big)).to.equal(null);
    expect(read(row('"9007199254740993"'), big)).not.to.equal(null);
  });
});

describe('a number in bytes', () => {
  it('is what JSON.parse makes of it', () => {
    const digits = fc.string({
      unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
      minLength: 1,
      maxLength: 24,
    });
    const number = fc
      .tuple(
        fc.boolean(),
        digits.map((text) => text.replace(/^0+(?=.)/, '')),
        fc.option(digits),
        fc.option(fc.integer({ min: -330, max: 330 })),
      )
      .map(
        ([isNegative, whole, part, power]) =>
          `${isNegative ? '-' : ''}${whole}${part === null ? '' : `.${part}`}${power === null ? '' : `e${String(power)}`}`,
      );
    fc.assert(
      fc.property(number, (text) => {
        const reader = new NumberReader();
        const bytes = bytesOf(`${text},`);
        const value = JSON.parse(text) as number;
        expect(reader.read(bytes, 0)).to.equal(text.length);
        if (Number.isFinite(value)) {
          expect(reader.mayBeBelow(value) || reader.value >= value || reader.isExact).to.equal(true);
          expect(Math.abs(reader.value - value)).to.be.at.most(Math.abs(value) * 1e-14);
        }
        if (reader.isExact) expect(reader.value).to.equal(value);
        expect(reader.settle()).to.equal(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('is told from what JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('0', '1', '2', '.', '-', '+', 'e', 'E'), maxLength: 7 }),
        (text) => {
          let isNumber = true;
          try {
            JSON.parse(text);
          } catch {
            isNumber = false;
          }
          const bytes = bytesOf(`${text},`);
          expect(skipPlain(bytes, 0) === text.length, text).to.equal(isNumber);
          expect(new NumberReader().read(bytes, 0) === text.length, text).to.equal(isNumber);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

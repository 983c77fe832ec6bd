/** The byte scanner: rows out of a reply, whatever is around them and wherever the pieces are cut. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { isGdbError, type GdbError } from '../../../src/shared/errors.js';
import { findJsonError } from '../../../src/store/load/json-error.js';
import { Base64Parts } from '../../../src/store/load/base64-parts.js';
import { ReplyScanner } from '../../../src/store/load/scan-reply.js';

interface Found {
  readonly rest: unknown;
  /** Texts of the rows, by layer id, in the order of entries. */
  readonly rows: readonly (readonly [layerId: number | undefined, rows: readonly string[]])[];
}

/** Feeds the body cut at these places. */
function scan(body: string | Uint8Array, cuts: readonly number[] = []): Found {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const rows: [number | undefined, string[]][] = [];
  let gathered: string[] = [];
  const scanner = new ReplyScanner({
    rows: (batch) => {
      batch.starts.forEach((start, i) => {
        gathered.push(new TextDecoder().decode(batch.bytes.subarray(start, batch.ends[i])));
      });
    },
    shapeOf: () => null,
    content: () => ({ parts: new Base64Parts(() => undefined), name: 'bytes' }),
    entryEnds: ({ layerId }) => {
      rows.push([layerId, gathered]);
      gathered = [];
    },
  });
  const places = [...cuts].map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b);
  [...places, bytes.length].forEach((end, i) => {
    scanner.feed(bytes.slice(places[i - 1] ?? 0, end));
  });
  return { rest: JSON.parse(scanner.end()), rows };
}

function fault(body: string, cuts: readonly number[] = []): GdbError {
  try {
    scan(body, cuts);
  } catch (error) {
    if (isGdbError(error)) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const json = fc.jsonValue({ maxDepth: 3 });
/** Keys and texts full of what could mislead a scanner. */
const nasty = fc.string({
  unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', 'é', '😀', 'features', '\u2028', ' '),
  maxLength: 6,
});
const row = fc.oneof(fc.dictionary(nasty, fc.oneof(nasty, json)), json);
const list = fc.array(row, { maxLength: 6 });
const others = fc.dictionary(
  nasty.filter((key) => key !== 'features'),
  json,
  { maxKeys: 3 },
);
const attachments = fc.option(fc.array(fc.dictionary(nasty, json), { maxLength: 3 }), { nil: undefined });

type Entry = Readonly<Record<string, unknown>>;
/** An entry, its own rows, and what is left of it. */
interface Case {
  readonly entry: Entry;
  readonly id: number;
  readonly rows: readonly unknown[];
  readonly rest: Entry;
}

const left = (rows: readonly unknown[]): readonly null[] => (rows.length > 0 ? [null] : []);
const shuffled = (entry: Entry, order: readonly number[]): [string, unknown][] =>
  Object.entries(entry)
    .map((pair, i) => [order[i] ?? 0, pair] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, pair]) => pair);

const entryCase: fc.Arbitrary<Case> = fc
  .record({
    id: fc.nat(9),
    adds: list,
    updates: list,
    deleteIds: fc.array(nasty, { maxLength: 3 }),
    others,
    attachments,
    shape: fc.constantFrom('list', 'inside', 'beside', 'none'),
    order: fc.array(fc.nat(99), { minLength: 12, maxLength: 12 }),
  })
  .map(({ id, adds, updates, deleteIds, others: more, attachments: attached, shape, order }) => {
    const common = { id, ...more, ...(attached && { attachments: attached }) };
    const make = (lists: Entry, rows: readonly unknown[], rest: Entry): Case => ({
      entry: Object.fromEntries(shuffled({ ...common, ...lists }, order)),
      id,
      rows,
      rest: { ...common, ...rest },
    });
    const both = [...adds, ...updates];
    if (shape === 'list') return make({ features: adds }, adds, { features: left(adds) });
    const whole = { adds, updates, deleteIds };
    const empty = { adds: left(adds), updates: left(updates), deleteIds };
    if (shape === 'inside') return make({ features: whole }, both, { features: empty });
    return shape === 'beside' ? make(whole, both, empty) : make({}, [], {});
  });

const reply = fc.record({
  layers: fc.option(fc.array(entryCase, { maxLength: 3 }), { nil: null }),
  edits: fc.option(fc.array(entryCase, { maxLength: 3 }), { nil: null }),
  others: others.map((more) => ({ ...more, replicaName: 'a', features: [{ not: 'a row' }] })),
  space: fc.constantFrom(0, 1, '\t'),
  order: fc.array(fc.nat(99), { minLength: 8, maxLength: 8 }),
});

describe('the byte scanner', () => {
  it('finds the rows of any reply and leaves the rest as it was, cut anywhere', () => {
    fc.assert(
      fc.property(
        reply,
        fc.array(fc.nat(4000), { maxLength: 20 }),
        ({ layers, edits, others: more, space, order }, cuts) => {
          const build = (of: (one: Case) => unknown): Entry => ({
            ...more,
            layers: layers && layers.map(of),
            edits: edits && edits.map(of),
          });
          const body = JSON.stringify(
            Object.fromEntries(
              shuffled(
                build(({ entry }) => entry),
                order,
              ),
            ),
            null,
            space,
          );
          const found = scan(body, cuts);
          expect(found.rest).to.deep.equal(JSON.parse(JSON.stringify(build(({ rest }) => rest))));
          const all = Object.keys(JSON.parse(body) as object)
            .flatMap((key) => (key === 'layers' ? (layers ?? []) : key === 'edits' ? (edits ?? []) : []))
            .map(({ id, rows }) => [id, rows]);
          const sort = (rows: readonly unknown[]): string[] => rows.map((one) => JSON.stringify(one)).sort();
          expect(
            found.rows.map(([id, rows]) => [id, sort(rows.map((text) => JSON.parse(text) as unknown))]),
          ).to.deep.equal(all.map(([id, rows]) => [id, sort(rows as unknown[])]));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives the same for every single cut, and byte by byte', () => {
    const body = `\uFEFF{"Layers":[{"x":"\\"}]","features":[{"a":"é\\\\"},[1,"]"], "s}" ,7],"ID":"3","attachments":[{"n":"["}]}]}`;
    const length = new TextEncoder().encode(body).length;
    const whole = scan(body);
    expect(whole.rows).to.deep.equal([[3, ['{"a":"é\\\\"}', '[1,"]"]', '"s}"', '7']]]);
    for (let cut = 0; cut <= length; cut++) expect(scan(body, [cut])).to.deep.equal(whole);
    expect(
      scan(
        body,
        Array.from({ length }, (_, i) => i),
      ),
    ).to.deep.equal(whole);
  });

  it('keeps rows byte for byte', () => {
    const text = '{ "attributes" : {"n": 1.0e2, "big": 12345678901234567890, "u": "\\u00e9"} }';
    expect(scan(`{"layers":[{"id":0,"features":[${text} , ${text}]}]}`).rows[0]?.[1]).to.deep.equal([text, text]);
  });

  it('says at which byte a body was cut', () => {
    const body = '{"layers":[{"id":0,"features":[{"a":1},{"a":"é"}],"b":[1,2]}],"c":1}';
    const bytes = new TextEncoder().encode(body);
    for (let length = 0; length < bytes.length; length++) {
      const error = fault(new TextDecoder('utf-8').decode(bytes.slice(0, length)).replace('\uFFFD', ''), [length >> 1]);
      expect(error.code).to.equal('network');
      expect(error.details.answered).to.equal(false);
      expect(error.details.byteOffset).to.be.within(length - 1, length);
    }
  });

  for (const [name, body, offset] of [
    ['in the rest', '{"layers":[{"id":0,"features":[{"a":1}],"b":nul}]}', 44],
    ['after the end', '{"layers":[]}}', 13],
    ['in brackets that do not match', '{"layers":[{"id":0,"features":[]]]}', 32],
    ['where a value is missing', '{"layers":[{"id":0,"features":[,]}]}', 31],
  ] as const) {
    it(`says at which byte a body is damaged: ${name}`, () => {
      for (const cuts of [[], [12], [33]]) {
        const { code, details } = fault(body, cuts);
        expect([code, details.byteOffset]).to.deep.equal(['network', offset]);
      }
    });
  }

  it('refuses what could be understood in two ways', () => {
    for (const body of [
      '{"layers":[{"id":0,"features":[{}],"Features":[{}]}]}',
      '{"layers":[{"id":0,"features":[],"adds":[{}]}]}',
      '{"layers":[{"id":0,"layerId":1,"features":[{}]}]}',
      '{"layers":[{"id":0}],"layers":[{"id":1}]}',
    ]) {
      expect(fault(body).code, body).to.equal('bad-reply');
    }
  });

  it('is not led astray by nesting', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(scan(`{"x":${deep},"layers":[{"id":1,"features":[${deep}]}]}`, [15_000]).rows[0]?.[1]).to.deep.equal([deep]);
  });
});

describe('the place of a fault', () => {
  it('is found exactly where JSON.parse finds one', () => {
    const text = fc.oneof(
      json.map((value) => JSON.stringify(value)),
      fc.tuple(json, fc.nat(40), fc.constantFrom('', ',', '"', '}', ']', '1', '\\', ' ')).map(([value, at, put]) => {
        const whole = JSON.stringify(value, null, 1);
        return whole.slice(0, at) + put + whole.slice(at + 1);
      }),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (sample) => {
        let isJson = true;
        try {
          JSON.parse(sample);
        } catch {
          isJson = false;
        }
        expect(findJsonError(new TextEncoder().encode(sample)) === null, sample).to.equal(isJson);
      }),
      { numRuns: 500 },
    );
  });
});

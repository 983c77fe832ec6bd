/** Bodies of large replies, damaged: the scanner gives back what JSON.parse finds in it, or says at which byte it is no JSON. */
import { BodyLoad } from '../../../src/store/load/body-load.js';
import { Pace } from '../../../src/store/load/pace.js';
import { mutateBytes, mutateJson, runFuzz, type FuzzOptions, type FuzzReport, type Random } from './run-fuzz.js';

const row = (n: number): unknown => ({
  attributes: {
    OBJECTID: n,
    GlobalID: `{${String(n).padStart(8, '0')}-AAAA-4AAA-8AAA-000000000001}`,
    name: 'é"\\\n😀',
    x: n / 7,
  },
  geometry: { x: n, y: -n },
});
const BODIES: readonly unknown[] = [
  {
    layers: [
      { id: 0, features: [row(1), row(2), row(3)] },
      { id: 1, features: [] },
    ],
    replicaID: 'r',
  },
  {
    edits: [{ id: 0, features: { adds: [row(1)], updates: [row(2)], deleteIds: ['a'] } }],
    layerServerGens: [{ id: 0, serverGen: 1 }],
  },
  { edits: [{ adds: [row(1)], updates: [], attachments: { adds: [{ size: 1, data: 'QUJDRA==' }] }, layerId: 1 }] },
  { error: { code: 400, message: 'No.', details: [null] } },
];

export function fuzzScanner(options: FuzzOptions): Promise<FuzzReport> {
  const encoder = new TextEncoder();
  return runFuzz(options, async (random, n) => {
    const body = BODIES[n % BODIES.length];
    const valid = encoder.encode(JSON.stringify(random(2) === 0 ? mutateJson(body, random, 4 + random(20)) : body));
    const isDamaged = random(4) !== 0;
    const bytes = isDamaged ? mutateBytes(valid, random) : valid;
    const rest = await scan(bytes, random);
    // A body that was taken whole must be JSON: whoever reads the rest relies on it.
    JSON.parse(rest);
    return isDamaged ? 'read, damaged' : 'read';
  });
}

/** In pieces of any size. */
async function scan(bytes: Uint8Array<ArrayBuffer>, random: Random): Promise<string> {
  const load = new BodyLoad({
    layers: new Map(),
    pace: new Pace(),
    contents: { nameOf: (content) => `bytes ${String(content)}`, write: () => Promise.resolve() },
    makeRoom: () => Promise.resolve(),
  });
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + random(random(3) === 0 ? 4 : bytes.length);
    await load.feed(bytes.slice(at, end));
    at = end;
  }
  return load.end().rest;
}

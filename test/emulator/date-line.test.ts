import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitAtDateLine } from '../../emulator/geometry/date-line.js';
import { useEmulator } from './support/emulator.js';

const { main } = useEmulator({ sample: 1000 });

const width = (ring: readonly (readonly number[])[]): number => {
  const longitudes = ring.map(([x = 0]) => x);
  return Math.max(...longitudes) - Math.min(...longitudes);
};

describe('rings over the date line', () => {
  it('are cut into one on either side of it', () => {
    const ring = [
      [170, 0],
      [170, 10],
      [-170, 10],
      [-170, 0],
      [170, 0],
    ];
    const parts = splitAtDateLine([ring]);
    assert.equal(parts.length, 2);
    assert.ok(parts.every((part) => width(part) === 10 && part.every(([x = 0]) => Math.abs(x) <= 180)));
    assert.ok(
      parts.every((part) => JSON.stringify(part[0]) === JSON.stringify(part.at(-1))),
      'closed',
    );
  });

  it('stay as they are where they do not cross it', () => {
    const ring = [
      [-180, 0],
      [0, 10],
      [180, 0],
      [-180, 0],
    ].map(([x = 0, y = 0]) => [x / 2, y]);
    assert.deepEqual(splitAtDateLine([ring]), [ring]);
  });

  it('are none in the demo data: no step of a ring is longer than half the world', async () => {
    const areas = await main().query(1);
    for (const { attributes, geometry } of areas) {
      for (const ring of geometry?.rings ?? []) {
        const jumps = ring.filter(([x = 0, y = 0], i) => {
          const [px = x, py = y] = ring[i - 1] ?? [];
          return Math.abs(x - px) > 180 && Math.max(Math.abs(y), Math.abs(py)) < 90;
        });
        assert.deepEqual(jumps, [], String(attributes['name']));
      }
    }
    const named = (name: string): number[][][] =>
      areas.find(({ attributes }) => attributes['name'] === name)?.geometry?.rings ?? [];
    assert.ok(named('Fiji').length > 1 && named('Fiji').every((ring) => width(ring) < 10));
  });
});

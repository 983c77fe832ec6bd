import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Model } from '../../bench/data/model.js';
import { readOptions } from '../../bench/options.js';
import type { Task } from '../../bench/plan.js';
import { withResults } from '../../bench/report/document.js';
import { figuresOf, holds } from '../../bench/report/figures.js';
import type { Measurement } from '../../bench/measurements.js';
import type { Result } from '../../bench/result.js';
import type { StoreName } from '../../bench/stores.js';
import { WISHES } from '../../bench/scenarios/scene.js';
import { TimeLeft } from '../../bench/time-left.js';

function loads(store: StoreName, ...ms: readonly number[]): Measurement[] {
  return ms.map((value, round) => ({ what: 'load.ms', store, layer: 'points-100000', round, values: [value] }));
}

function resultOf(...measurements: readonly Measurement[]): Result {
  const machine = { cpu: '', cores: 2, memoryGb: 8, system: '', node: '', browser: '', packages: {} };
  const size = { n: 100_000, shapes: 0, rounds: 3, minutes: 1 };
  return { startedAt: '2025-01-01T00:00:00Z', ...size, machine, loads: [1], measurements, failures: [], leftOut: [] };
}

function figure(result: Result, part: string): ReturnType<typeof figuresOf>[number] {
  const found = figuresOf(result).find(({ title }) => title.includes(part));
  assert.ok(found, `no figure about ${part}`);
  return found;
}

describe('a figure of the bench', () => {
  it('is the median of the ratios of each round, not the ratio of medians', () => {
    const result = resultOf(...loads('gdb-sync', 1, 10, 100), ...loads('dexie', 20, 150, 1200));
    assert.equal(figure(result, 'Dexie bulkPut').value, 15);
    assert.deepEqual(figure(result, 'Dexie bulkPut').spread, [12, 20]);
  });

  it('leaves a round without its pair out', () => {
    const result = resultOf(...loads('gdb-sync', 1, 10, 100), ...loads('rxdb', 30));
    assert.equal(figure(result, 'RxDB').value, 30);
  });

  it('falls short when it is below what is asked, or above', () => {
    const result = resultOf(...loads('gdb-sync', 10), ...loads('dexie', 99), ...loads('floor', 5));
    assert.equal(holds(figure(result, 'Dexie bulkPut')), false);
    assert.equal(holds(figure(result, 'floor')), true);
  });

  it('of lines and polygons is told, and asked of points alone', () => {
    const at = (layer: string, store: StoreName, what: 'load.ms' | 'viewport-rested.ms', ms: number): Measurement => ({
      what,
      store,
      layer,
      round: 0,
      values: [ms],
    });
    const measured = ['points-100000', 'lines-20000', 'polygons-20000'].flatMap((layer) => [
      at(layer, 'gdb-sync', 'load.ms', 10),
      at(layer, 'dexie', 'load.ms', 50),
      at(layer, 'floor', 'load.ms', 2),
      at(layer, 'gdb-sync', 'viewport-rested.ms', 9),
      at(layer, 'dexie-cells', 'viewport-rested.ms', 18),
    ]);
    const figures = figuresOf({ ...resultOf(...measured), shapes: 20_000 });
    for (const layer of ['100,000 points', '20,000 lines', '20,000 polygons']) {
      const own = figures.filter(({ title }) => title.startsWith(layer));
      assert.ok(own.length >= 4, layer);
      assert.equal(own.filter((one) => !holds(one)).length, layer.endsWith('points') ? 4 : 0, layer);
    }
  });

  it('is not told when nothing was measured', () => {
    assert.deepEqual(figuresOf(resultOf(...loads('gdb-sync', 10))), []);
  });
});

describe('the data of the bench', () => {
  it('are the same in every run', () => {
    const [one, other] = [new Model({ kind: 'lines', n: 50 }), new Model({ kind: 'lines', n: 50 })];
    assert.deepEqual(one.sample(5, 1), other.sample(5, 1));
  });

  it('have viewports that hold exactly the points inside', () => {
    const model = new Model({ kind: 'points', n: 5_000 });
    for (const { must, may, envelope } of model.viewports(3, 7)) {
      assert.ok(Math.abs(must.length - 500) <= 20);
      assert.deepEqual(must, may);
      const inside = Array.from({ length: 5_000 }, (_, index) => model.row(index)).filter(({ geometry }) => {
        const { x, y } = geometry as { readonly x: number; readonly y: number };
        return x >= envelope.xmin && x <= envelope.xmax && y >= envelope.ymin && y <= envelope.ymax;
      });
      assert.equal(inside.length, must.length);
    }
  });

  it('know what a delta makes of them', () => {
    const model = new Model({ kind: 'points', n: 1_000 });
    const { adds, updates, deletes } = model.receive();
    assert.equal(adds.length + updates.length + deletes.length, 200);
    assert.equal(model.count, 1_000 + adds.length - deletes.length);
    const gone = new Set(deletes.map(({ attributes }) => attributes['OBJECTID']));
    for (const { may } of model.viewports(20, 3)) assert.ok(may.every((id) => !gone.has(id)));
  });
});

describe('the time left', () => {
  const task = (name: string, isPeer: boolean, guess = 1_000): Task => ({
    name,
    round: 0,
    guess,
    isPeer,
    run: () => Promise.resolve([]),
  });

  it('drops the slowest peers that were measured before, and nothing else', () => {
    const time = new TimeLeft(1);
    const [slow, quick, own] = [task('slow', true, 50_000), task('quick', true, 5_000), task('own', false, 40_000)];
    for (const one of [slow, quick, own]) time.note(one, one.guess);
    const rest = time.fit([slow, quick, own, task('new', true)]);
    assert.deepEqual(
      rest.map(({ name }) => name),
      ['quick', 'own', 'new'],
    );
  });

  it('drops nothing while there is time', () => {
    const time = new TimeLeft(10);
    time.note(task('slow', true), 50_000);
    assert.equal(time.fit([task('slow', true)]).length, 1);
  });
});

describe('the command line of the bench', () => {
  it('knows its defaults', () => {
    const { n, shapes, rounds, minutes, wants } = readOptions([]);
    assert.deepEqual({ n, shapes, rounds, minutes }, { n: 100_000, shapes: 20_000, rounds: 3, minutes: 10 });
    assert.deepEqual([...wants], WISHES);
  });

  it('measures no lines and polygons beside a million points', () => {
    const { shapes, minutes } = readOptions(['--n', '1000000']);
    assert.deepEqual({ shapes, minutes }, { shapes: 0, minutes: Infinity });
  });

  it('refuses what it does not know', () => {
    assert.throws(() => readOptions(['--only=load,looks']), /"looks" is none of/);
    assert.throws(() => readOptions(['--n', 'many']), /whole number/);
  });
});

describe('docs/performance.md', () => {
  it('keeps what is written by hand, whatever was published before', () => {
    const page = withResults(
      'before\n<!-- bench: from here on written by npm run bench -- --publish -->\nstale tables\n<!-- bench: to here -->\nafter\n',
      [resultOf(...loads('gdb-sync', 10), ...loads('floor', 5))],
    );
    assert.match(page, /^before\n/);
    assert.match(page, /## 100,000 points/);
    assert.match(page, /after\n$/);
    assert.doesNotMatch(page, /stale tables/);
  });

  it('is refused without its markers', () => {
    assert.throws(() => withResults('nothing', []), /markers/);
  });
});

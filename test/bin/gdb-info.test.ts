import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { idOf } from '../support/geodatabase/write-geodatabase.js';
import { makeGeodatabase } from '../node/geodatabase/geodatabase-file.js';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'bin/gdb-info.ts', ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

describe('gdb-info', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-info-'));
  const file = join(folder, 'trees.geodatabase');
  const square = (x: number, size: number): number[][] => [
    [x, x],
    [x, x + size],
    [x + size, x + size],
    [x + size, x],
    [x, x],
  ];

  before(() => {
    const rings = [[...square(2000, 500).reverse(), ...square(1000, 4000)], square(9000, 10)];
    const features = [{ globalId: idOf(1), name: 'Grove', seen: 2440588.5, geometry: { rings } }];
    const attachments = [{ parent: idOf(1), name: 'a.jpg', data: new Uint8Array(2_500_000) }];
    writeFileSync(file, makeGeodatabase({ features, attachments, geometryType: 6 }));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('prints what a file holds', async () => {
    const { code, out } = await run(file);
    assert.equal(code, 0);
    for (const text of [
      'replica Trees_in_the_park (7D5C2A4B-0F5E-4B8C-9C55-3A1C7B1D9E10)',
      'of https://example.com/arcgis/rest/services/Trees/FeatureServer\n',
      'sync model perLayer, server generation 7: 1234,8: 1235, attachments bidirectional',
      '7 Old trees (table Trees)\n  esriGeometryPolygon, 102100 (3857)\n  extent 0 0 1000 1000\n  1 rows\n  1 attachments, 2.5 MB\n',
      'name "Name & kind": String 40',
      'status: SmallInteger, Status: 1 Alive, 2 Dead',
      'origin of TreesToVisits with layer 8 by GlobalID',
      '8 Visits (table Visits)\n  no geometry\n  2 rows\n',
    ])
      assert.ok(out.includes(text), `${text}\nis not in\n${out}`);
    assert.doesNotMatch(out, /secret|token/);
  });

  it('prints a FeatureCollection for each layer, a line each, in degrees', async () => {
    const { code, out, err } = await run('--format', 'geojson', file);
    assert.deepEqual([code, err], [0, '']);
    const [trees, visits] = out
      .trim()
      .split('\n{"type":"FeatureCollection"')
      .map((text, i) => {
        const json = i === 0 ? text : `{"type":"FeatureCollection"${text}`;
        return JSON.parse(json) as { type: string; features: GeoJSON.Feature[] };
      });
    assert.equal(visits?.features.length, 2);
    const [grove] = trees?.features ?? [];
    assert.deepEqual([grove?.id, grove?.properties?.['name'], grove?.properties?.['seen']], [1, 'Grove', 86_400_000]);
    assert.ok(grove?.geometry.type === 'MultiPolygon');
    const [first, second] = grove.geometry.coordinates;
    assert.deepEqual([first?.length, second?.length], [2, 1], 'the hole is in its own polygon');
    const [[longitude, latitude]] = (first?.[0] ?? []) as [[number, number]];
    assert.ok(Math.abs(longitude - 0.008983152841) < 1e-9 && Math.abs(latitude - 0.00898315277) < 1e-9);
  });

  it('prints one layer alone when asked to', async () => {
    const { out } = await run('--format', 'geojson', '--layer', '8', file);
    const { features } = JSON.parse(out) as GeoJSON.FeatureCollection;
    assert.deepEqual(
      features.map(({ geometry }) => geometry),
      [null, null],
    );
  });

  it('says what is wrong with its arguments and with files', async () => {
    const junk = join(folder, 'junk.geodatabase');
    writeFileSync(junk, 'SQLite format 4');
    const busy = join(folder, 'busy.geodatabase');
    writeFileSync(busy, '');
    writeFileSync(`${busy}-wal`, 'changes');
    const wrong: [string[], RegExp][] = [
      [[], /Name one file/],
      [['--format', 'csv', file], /csv is neither text nor geojson/],
      [['--layer', '99', file], /no layer 99/],
      [['nowhere.geodatabase'], /nowhere\.geodatabase/],
      [[junk], /no mobile geodatabase/],
      [[busy], /busy\.geodatabase-wal holds changes/],
    ];
    const runs = await Promise.all(wrong.map(([args]) => run(...args)));
    for (const [i, [args, message]] of wrong.entries())
      assert.deepEqual(
        [runs[i]?.code, message.test(runs[i]?.err ?? '')],
        [1, true],
        `${args.join(' ')}: ${runs[i]?.err ?? ''}`,
      );
  });

  it('explains itself', async () => {
    const { code, out } = await run('--help');
    assert.deepEqual([code, out.includes('--format')], [0, true]);
  });
});

/** The keys of a run, in memory and on disk, in a real database. */
import { expect } from '@open-wc/testing';
import { findGid, findOid, gidBucketNo, oidBucketNo } from '../../../src/store/chunks/buckets.js';
import { KEY_BYTES, rowKey } from '../../../src/store/chunks/row-key.js';
import { RunKeys, type MergedKeys } from '../../../src/store/downloads/run-keys.js';
import { Pace } from '../../../src/store/load/pace.js';
import { WriteQueue } from '../../../src/store/load/write-queue.js';
import { openSession } from '../../../src/store/loader.js';
import { removeUnheldRun } from '../../../src/store/remove-run.js';
import type { GidBucket, OidBucket } from '../../../src/store/schema.js';
import type { Session } from '../../../src/store/work.js';
import { Device, id } from '../fixture.js';
import { countKeys, getAllRaw, keysRaw } from '../raw.js';

const PLACE = { layerId: 0, run: 77 };
const WINDOWS = 5;
const ROWS = 4000;

/** Every window has these rows, of which the first came in the window before, too. */
const numberOf = (window: number, row: number): number => row * WINDOWS + window;

async function gather(
  session: Session,
  limit: number,
): Promise<{ merge: () => Promise<MergedKeys>; drain: () => Promise<void> }> {
  const queue = new WriteQueue();
  const keys = new RunKeys({ session, queue, pace: new Pace() }, PLACE, limit);
  for (let window = 0; window < WINDOWS; window++) {
    const rows = Array.from({ length: ROWS }, (_, row) => (row === 0 ? 0 : numberOf(window, row)));
    await keys.add({
      length: ROWS,
      keys: new Uint8Array(rows.flatMap((n) => [...rowKey(id(n))])),
      objectIds: Float64Array.from(rows, (n) => 1_000_000 - n),
      chunkNo: new Int32Array(ROWS).fill(window),
      rowNo: Uint16Array.from({ length: ROWS }, (_, row) => row),
      arrival: Uint32Array.from({ length: ROWS }, (_, row) => window * ROWS + row),
    });
  }
  return { merge: () => keys.merge(), drain: () => queue.drain() };
}

describe('the keys of a run', function () {
  this.timeout(20_000);
  let device: Device;
  let session: Session;
  beforeEach(async () => {
    device = await Device.start();
    session = await openSession(device.entry.name);
  });
  afterEach(async () => {
    session.connection.close();
    await device.stop();
  });

  for (const [name, limit] of [
    ['that stay in memory', Infinity],
    ['of which some wait on disk', 200_000],
    ['that all wait on disk', 0],
  ] as const) {
    it(`${name} become the same buckets, and nothing else stays`, async () => {
      const { merge, drain } = await gather(session, limit);
      const merged = await merge();
      await drain();
      expect(merged.nRows).to.equal(WINDOWS * (ROWS - 1) + 1);
      expect([...merged.dead]).to.deep.equal([0, 0, 1, 0, 2, 0, 3, 0]);
      const gids = (await getAllRaw(device.entry.name, 'gid')) as GidBucket[];
      const oids = (await getAllRaw(device.entry.name, 'oid')) as OidBucket[];
      expect([merged.starts.length / KEY_BYTES, merged.oidStarts.length]).to.deep.equal([gids.length, oids.length]);
      const numbers = (await keysRaw(device.entry.name, 'gid')).map((key) => (key as number[])[2]);
      expect(numbers).to.deep.equal(gids.map((_, no) => no));
      for (const [window, row] of [
        [4, 0],
        [0, 1],
        [3, 1234],
        [4, ROWS - 1],
      ] as const) {
        const number = row === 0 ? 0 : numberOf(window, row);
        const key = rowKey(id(number));
        const place = { chunkNo: window, rowNo: row };
        expect(findGid(gids[gidBucketNo(merged.starts, key)]!, key)).to.deep.equal(place);
        const objectId = 1_000_000 - number;
        expect(findOid(oids[oidBucketNo(merged.oidStarts, objectId)]!, objectId)).to.deep.equal([place]);
      }
    });
  }

  it('that wait on disk are swept with their run', async () => {
    const { drain } = await gather(session, 0);
    await drain();
    expect(await countKeys(device.entry.name, 'gid')).to.be.greaterThan(5);
    await removeUnheldRun(session, device.epoch, PLACE);
    expect(await countKeys(device.entry.name, 'gid')).to.equal(0);
    expect(await countKeys(device.entry.name, 'oid')).to.equal(0);
  });
});

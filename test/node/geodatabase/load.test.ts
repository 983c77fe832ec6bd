/** What stands in the way of loading a file, told by name. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openReplicaFile } from '../../../src/geodatabase/load/open-replica-file.js';
import { isGdbError, type GdbError } from '../../../src/shared/errors.js';
import type { ReplicaFile } from '../../../src/shared/replica-file.js';
import { idOf, type Made } from '../../support/geodatabase/write-geodatabase.js';
import { makeGeodatabase } from './geodatabase-file.js';

const { signal } = new AbortController();
const features: Made['features'] = [
  { globalId: idOf(1), name: 'Oak', geometry: { x: 1, y: 2 } },
  { globalId: idOf(2), name: 'Elm', geometry: { x: 3, y: 4 } },
];

function open(made: Made): Promise<ReplicaFile> {
  return openReplicaFile(new Blob([makeGeodatabase(made)]));
}

async function errorOf(items: AsyncIterable<unknown>): Promise<GdbError> {
  try {
    for await (const _item of items) continue;
  } catch (error) {
    if (isGdbError(error)) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('loading a file', () => {
  it('is refused at a shape that is not known, with its layer, its row, and what to do', async () => {
    const curve = new Uint8Array(20);
    curve.set([0x64, 0x11, 0x0f, 0, 2, 0, 0, 0, 0x54, 0x04]);
    const file = await open({ features: [...features, { globalId: idOf(3), name: 'Curved', shape: curve }] });
    const error = await errorOf(file.body({ signal }));
    assert.equal(error.code, 'unsupported-file');
    assert.match(error.message, /A shape in Old trees \(OBJECTID 3\)/);
    assert.match(error.message, /true curve/);
    assert.match(error.message, /take the area offline from it/);
    assert.equal(error.details.layerId, 7);
  });

  it('is refused where the file takes part in no sync', async () => {
    const { geodatabase, refusal, layers } = await open({ features, syncModel: null });
    assert.equal(geodatabase, null);
    assert.equal(refusal?.code, 'unsupported-file');
    assert.match(refusal.message, /takes part in no sync/);
    assert.equal(layers[0]?.count, 2);
  });

  it('is refused where the file does not say clearly what it is up to date with', async () => {
    const more: Made['more'] = (database) =>
      database.exec(
        "UPDATE GDB_Items SET Definition = replace(Definition, 'ReplicaServerGen', 'Other') WHERE Definition LIKE '%ReplicaServerGen%'",
      );
    const { refusal } = await open({ features, more });
    assert.match(refusal?.message ?? '', /up to date with/);
  });

  it('is refused at an attachment that no GlobalIDs name', async () => {
    const attachments = [{ parent: idOf(1), name: 'a.jpg', data: new Uint8Array(9) }];
    const more: Made['more'] = (database) => database.exec('UPDATE Trees__ATTACH SET REL_GLOBALID = NULL');
    const file = await open({ features, attachments, more });
    assert.match((await errorOf(file.attachments({ signal }))).message, /attachment of Old trees without GlobalIDs/);
  });
});

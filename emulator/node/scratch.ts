import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNodeSqlite } from '../database/node-sqlite.js';
import type { ScratchDatabase } from '../mobile/write-geodatabase.js';

/** @returns an empty database in a temporary file, which is gone when its bytes were taken */
export function openScratch(): ScratchDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-emulator-'));
  const path = join(folder, 'replica.geodatabase');
  const db = openNodeSqlite(path);
  return {
    db,
    finish: () => {
      try {
        db.close();
        return new Uint8Array(readFileSync(path));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/**
 * Real mobile geodatabases, which this project does not carry: files of Esri's public sample repositories, looked for in the folder that
 * GDB_SAMPLES names, else in `samples`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['GDB_SAMPLES'] ?? 'samples';

export interface Sample {
  readonly name: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

export function readSamples(): readonly Sample[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.geodatabase')) : [];
  return names.sort().map((name) => ({ name, bytes: Buffer.from(readFileSync(join(folder, name))) }));
}

/** For `describe`: printed with the tests that do not run. */
export const skipWithoutSamples: { skip: string | false } = {
  skip: readSamples().length === 0 && `no *.geodatabase in ${folder}: set GDB_SAMPLES to a folder that has some`,
};

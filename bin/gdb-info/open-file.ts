/** A file of this machine, read range by range. */
import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { openMobileGeodatabase, type MobileGeodatabase } from '../../src/geodatabase/index.js';

export interface OpenFile {
  readonly geodatabase: MobileGeodatabase;
  close(): Promise<void>;
}

/** Refuses a file beside which SQLite keeps changes that are not in it yet. */
export async function openFile(path: string): Promise<OpenFile> {
  for (const suffix of ['-wal', '-journal']) {
    if (existsSync(path + suffix) && statSync(path + suffix).size > 0)
      throw new Error(
        `${path}${suffix} holds changes that are not in the file yet. Close the program that writes it, then try again.`,
      );
  }
  const handle = await open(path);
  const slice = (start: number, end: number): { arrayBuffer: () => Promise<ArrayBuffer> } => ({
    arrayBuffer: async () => {
      const bytes = new Uint8Array(end - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer.slice(0, bytesRead);
    },
  });
  try {
    const { size } = await handle.stat();
    return { geodatabase: await openMobileGeodatabase({ size, slice }), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

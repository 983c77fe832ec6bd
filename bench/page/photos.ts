/** Photos into the store, against the least that could be done with the same bytes: one strict transaction a photo. */
import { openDB } from 'idb';
import type { Published } from '../server/serve.js';
import { controllerOf } from './gdb-sync.js';

/** Bytes of a photo. */
const SIZE = 3_000_000;

/** The bytes of a photo that no other is like, always in the same memory: what takes them makes its own copy at once. */
class Camera {
  readonly #noise = new Uint8Array(SIZE);
  #shots = 0;

  constructor() {
    for (let start = 0; start < SIZE; start += 60_000)
      crypto.getRandomValues(this.#noise.subarray(start, Math.min(SIZE, start + 60_000)));
  }

  shoot(): ArrayBuffer {
    new DataView(this.#noise.buffer).setUint32(0, ++this.#shots);
    return this.#noise.buffer;
  }
}

const camera = new Camera();

/** Where a person would choose the photos: files on disk, as those of a camera are. */
export function offerInput(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  document.body.append(input);
}

/** Milliseconds of all the chosen files together, one after the other. */
export async function viaController(source: Published, globalIds: readonly string[]): Promise<number> {
  const controller = controllerOf(source);
  await controller.ready;
  const files = document.querySelector('input')?.files ?? [];
  const start = performance.now();
  for (const [at, file] of [...files].entries()) await controller.addAttachment(0, globalIds[at] ?? '', file);
  return performance.now() - start;
}

/** Milliseconds of the chosen file, into the store. */
export async function film(source: Published, globalId: string): Promise<number> {
  const controller = controllerOf(source);
  await controller.ready;
  const [file] = document.querySelector('input')?.files ?? [];
  const start = performance.now();
  await controller.addAttachment(0, globalId, file ?? new Blob());
  return performance.now() - start;
}

/** Milliseconds and bytes of it, out of the store as a stream, and whether each part begins with its number. */
export async function play(
  source: Published,
  globalId: string,
): Promise<{ readonly ms: number; readonly bytes: number; readonly isWhole: boolean }> {
  const controller = controllerOf(source);
  const [record] = await controller.queryAttachments(0, [globalId]);
  if (record === undefined) throw new Error('no video');
  const reader = (await controller.streamAttachment(record)).getReader();
  const start = performance.now();
  let bytes = 0;
  let isWhole = true;
  for (let no = 0; ; no += 1) {
    const { value, done } = await reader.read();
    if (done) return { ms: performance.now() - start, bytes, isWhole };
    bytes += value.length;
    isWhole &&= new DataView(value.buffer).getUint32(0) === no;
  }
}

/** What is wrong with the photos that are here, or null. */
export async function check(source: Published, globalIds: readonly string[]): Promise<string | null> {
  const controller = controllerOf(source);
  const records = await controller.queryAttachments(0, globalIds);
  if (records.length !== globalIds.length) return `${String(records.length)} photos`;
  for (const record of records.slice(0, 3)) {
    const { size } = await controller.readAttachment(record);
    if (size !== SIZE) return `a photo of ${String(size)} bytes`;
  }
  return null;
}

export async function viaTransactions(count: number): Promise<number> {
  const db = await openDB('photos', 1, {
    upgrade: (made) => {
      made.createObjectStore('photos');
    },
  });
  let ms = 0;
  for (let no = 0; no < count; no++) {
    const bytes = camera.shoot();
    const start = performance.now();
    const tx = db.transaction('photos', 'readwrite', { durability: 'strict' });
    void tx.store.put(bytes, no);
    tx.commit();
    await tx.done;
    ms += performance.now() - start;
  }
  return ms;
}

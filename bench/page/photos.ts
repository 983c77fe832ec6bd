/** Photos into the store, against the least that could be done with the same bytes: one strict transaction a photo. */
import { openDB } from 'idb';
import type { Published } from '../server/serve.js';
import { controllerOf } from './gdb-sync.js';

const SIZE = 3_000_000;

/** The bytes of a photo that no other is like. */
class Camera {
  readonly #noise = new Uint8Array(SIZE);
  #shots = 0;

  constructor() {
    for (let start = 0; start < SIZE; start += 60_000)
      crypto.getRandomValues(this.#noise.subarray(start, Math.min(SIZE, start + 60_000)));
  }

  shoot(): ArrayBuffer {
    const { buffer } = this.#noise.slice();
    new DataView(buffer).setUint32(0, ++this.#shots);
    return buffer;
  }
}

const camera = new Camera();

/** Milliseconds of all photos together; making them is not counted. */
export async function viaController(source: Published, globalIds: readonly string[]): Promise<number> {
  const controller = controllerOf(source);
  await controller.ready;
  let ms = 0;
  for (const globalId of globalIds) {
    const file = new File([camera.shoot()], 'photo.jpg', { type: 'image/jpeg' });
    const start = performance.now();
    await controller.addAttachment(0, globalId, file);
    ms += performance.now() - start;
  }
  return ms;
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

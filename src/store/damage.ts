/** Layers of which a part could not be read: noted by whoever meets it, until the layer was fetched again. */
import { isGdbError } from '../shared/errors.js';
import type { ReadTx } from './database.js';
import { getMeta, putMeta } from './state.js';
import { write, type Session, type Work } from './work.js';

type Verb<Args extends readonly unknown[], T> = (...args: Args) => Promise<T>;

/** The verb; damage that it meets is noted before it rejects. */
export function notingDamage(session: Session): <A extends readonly unknown[], T>(verb: Verb<A, T>) => Verb<A, T> {
  return (verb) =>
    async (...args) => {
      try {
        return await verb(...args);
      } catch (error) {
        const layerId = isGdbError(error) && error.code === 'storage-damaged' ? error.details.layerId : undefined;
        // That it could not be noted must not hide what was met: the next one to meet it notes it.
        if (layerId !== undefined) await noteDamage(session, layerId).catch(() => undefined);
        throw error;
      }
    };
}

/** Layers with noted damage, by id. */
export async function damagedLayers(tx: ReadTx): Promise<readonly number[]> {
  return (await getMeta(tx, 'damaged')) ?? [];
}

/** The whole layer was fetched again. */
export async function forgetDamage(work: Work, layerId: number): Promise<void> {
  const known = await damagedLayers(work.tx);
  if (known.includes(layerId))
    await putMeta(
      work.tx,
      'damaged',
      known.filter((other) => other !== layerId),
    );
}

async function noteDamage(session: Session, layerId: number): Promise<void> {
  await write(session, { stores: ['meta'] }, async (work) => {
    const known = await damagedLayers(work.tx);
    if (known.includes(layerId)) return;
    await putMeta(work.tx, 'damaged', [...known, layerId]);
    work.touch();
  });
}

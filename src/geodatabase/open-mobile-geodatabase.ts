/** A mobile geodatabase, opened read-only, with nothing but its own bytes: no WebAssembly, no network. */
import { GdbError } from '../shared/errors.js';
import { loadPart } from '../shared/load-part.js';
import type { LayerSource } from './catalogue/layers.js';
import type { ByteSource } from '../shared/byte-source.js';
import { Database } from './sqlite/database.js';
import type { MobileGeodatabase } from './types.js';

/**
 * Reads the catalogue of a `.geodatabase` file and counts its rows. However large the file, a few MB are in memory.
 * @param file a Blob, a File, or anything that reads ranges of bytes; it must not change meanwhile
 * @throws GdbError `bad-file`: damaged, cut short, encrypted, or no mobile geodatabase. `unsupported-file`: one that this reader doesn't know. `not-loaded`: its code
 *   could not be fetched; the next call tries again
 */
export async function openMobileGeodatabase(file: ByteSource): Promise<MobileGeodatabase> {
  // What reads the contents is a chunk of its own, on its way while the first bytes are read.
  const [database, { readCatalogue, readFeatures, readAttachments }] = await Promise.all([
    Database.open(file),
    loadPart(() => import('./contents.js')),
  ]);
  if (!database.columns('GDB_Items'))
    throw new GdbError('bad-file', 'This is no mobile geodatabase: a SQLite file without the table GDB_Items.');
  const { replica, sources } = await readCatalogue(database);
  const find = (layerId: number): LayerSource => {
    const source = sources.find(({ layer }) => layer.layerId === layerId);
    if (!source) throw new GdbError('layer-not-found', `The file has no layer ${layerId}.`);
    return source;
  };
  return {
    replica,
    layers: sources.map(({ layer }) => layer),
    features: (layerId, options = {}) => readFeatures(database, find(layerId), options),
    attachments: (layerId, options = {}) => readAttachments(database, find(layerId), options),
  };
}

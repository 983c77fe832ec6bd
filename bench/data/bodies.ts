/** The HTTP bodies: one createReplica result a layer, as a service writes it to a file. Made once, kept in .cache. */
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { featureOf } from './features.js';
import { nameOf, type DataSet } from './model.js';

/** Moves when the rows change, so that no old file is taken for a new one. */
const EDITION = 1;
const ROWS_A_WRITE = 2_000;

export const REPLICA_ID = '6E1C5A4B-7F0D-4E7B-9A57-0B6C1D2E3F40';

/** Path of the body of this layer. Its rows lie in the order of their ObjectIDs, which says nothing of where they are. */
export async function bodyFile(folder: string, data: DataSet): Promise<string> {
  const path = `${folder}/${nameOf(data)}.v${String(EDITION)}.json`;
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.part`;
  const out = createWriteStream(unfinished);
  const write = async (text: string): Promise<void> => {
    if (!out.write(text)) await once(out, 'drain');
  };
  const head = {
    replicaName: 'bench',
    replicaID: REPLICA_ID,
    transportType: 'esriTransportTypeUrl',
    responseType: 'esriReplicaResponseTypeData',
    layerServerGens: [{ id: 0, serverGen: 1 }],
  };
  await write(`${JSON.stringify(head).slice(0, -1)},"layers":[{"id":0,"features":[`);
  for (let start = 0; start < data.n; start += ROWS_A_WRITE) {
    const length = Math.min(ROWS_A_WRITE, data.n - start);
    const rows = Array.from({ length }, (_, at) => JSON.stringify(featureOf(data.kind, start + at)));
    await write(`${start === 0 ? '' : ','}${rows.join(',')}`);
  }
  await write(']}]}');
  out.end();
  await finished(out);
  renameSync(unfinished, path);
  return path;
}

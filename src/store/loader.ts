/** Downloads with a connection of their own, as a worker has one. The page's connection sees what they did by `rev`, as another tab does. */
import { Compaction } from './compaction/compaction.js';
import { Connection, type BlockedListener } from './database.js';
import { Downloads } from './downloads/downloads.js';
import { ChunkCache } from './rows/chunk-cache.js';
import type { GeodatabaseSchema } from './schema.js';
import { OwnChanges } from './own-changes.js';
import { getState } from './state.js';
import { geodatabaseLadder } from './upgrade.js';
import type { Session } from './work.js';
import type { LoadPort } from './worker/protocol.js';

export interface Loader extends LoadPort {
  close(): void;
}

export async function openLoader(name: string): Promise<Loader> {
  const session = await openSession(name);
  return {
    ...localLoader(session, new ChunkCache()),
    close: () => {
      session.connection.close();
    },
  };
}

/** Opens the database of this name, making or upgrading it where needed. */
export async function openSession(name: string, onBlocked?: BlockedListener): Promise<Session> {
  const connection = await Connection.open<GeodatabaseSchema>(name, geodatabaseLadder, onBlocked);
  const { storeInstance } = await connection.run({ stores: ['meta'], mode: 'readonly' }, (tx) => getState(tx));
  return { name, connection, storeInstance, own: new OwnChanges() };
}

/** Downloads here. */
export function localLoader(session: Session, chunks: ChunkCache): LoadPort {
  const downloads = new Downloads(session, chunks);
  const compaction = new Compaction(session);
  return {
    beginDownload: (epoch, download) => downloads.begin(epoch, download),
    feed: (epoch, downloadId, bytes) => downloads.feed(epoch, downloadId, bytes),
    endOfBody: (epoch, downloadId) => downloads.endOfBody(epoch, downloadId),
    stage: (epoch, downloadId, layers) => downloads.stage(epoch, downloadId, layers),
    commitDownload: (epoch, downloadId, commit) => downloads.commit(epoch, downloadId, commit),
    dropDownload: (epoch, downloadId) => downloads.drop(epoch, downloadId),
    compact: (epoch, layerId, runs) => compaction.compact(epoch, layerId, runs),
    stopCompaction: async () => {
      compaction.stop();
    },
  };
}

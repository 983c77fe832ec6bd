/** Opens a geodatabase in a file of either kind, to be looked at or loaded. */
import type { ByteSource } from '../../shared/byte-source.js';
import { GdbError } from '../../shared/errors.js';
import { loadPart } from '../../shared/load-part.js';
import type { ReplicaFile } from '../../shared/replica-file.js';

const HEAD_BYTES = 16;

/** @throws GdbError `bad-file`: damaged, or something else; `unsupported-file`: a kind or version that is not read here; `not-loaded` */
export async function openReplicaFile(source: ByteSource): Promise<ReplicaFile> {
  const head = new Uint8Array(await source.slice(0, Math.min(HEAD_BYTES, source.size)).arrayBuffer());
  const text = String.fromCharCode(...head);
  if (text.startsWith('SQLite format 3')) {
    const { openMobileFile } = await loadPart(() => import('./mobile-file.js'));
    return openMobileFile(source);
  }
  if (text.startsWith('gdb-sync bundle')) {
    const { openBundle } = await loadPart(() => import('../bundle/read-bundle.js'));
    return openBundle(source);
  }
  throw new GdbError(
    'bad-file',
    'This is neither a mobile geodatabase (.geodatabase) nor a bundle that exportGeodatabase made.',
  );
}

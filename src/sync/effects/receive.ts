import type { LayerSchema } from '../../shared/esri.js';
import type { RunContext } from '../context.js';
import type { Delivery, ReplyBody } from '../ports.js';
import { loadFileEffects } from './load-file-effects.js';

/** Bytes of a body that the store has not acknowledged: enough to keep it busy, few enough to keep memory small. */
const CREDIT = 4 * 1024 * 1024;
/** Bytes after which progress is told again. */
const TELL_BYTES = 512 * 1024;

/**
 * Takes in a reply. The rows of a large one go to the store as they come, and wait there, unseen, until the results it brings are recorded
 * (invariant 6). What breaks off leaves nothing.
 */
export async function receive(delivery: Delivery, layers: readonly LayerSchema[], context: RunContext): Promise<void> {
  const { store, epoch, session } = context;
  if (delivery.kind === 'reply') {
    session.reply = delivery.reply;
    return;
  }
  if (delivery.kind === 'database') {
    const { receiveChanges } = await loadFileEffects();
    return receiveChanges(delivery.body, layers, context);
  }
  const { body } = delivery;
  // Whoever reads a file tells of it already.
  const isReply = session.fileUrl === null;
  if (isReply) context.report({ type: 'reply-begun' });
  await requireRoom(body, context);
  const download = await store.beginDownload(epoch, { layers, bodyBytes: body.total });
  session.staged = download;
  try {
    await pump(body, {
      feed: (bytes) => store.feed(epoch, download, bytes),
      tell: (bytesDone) => {
        if (isReply) context.report({ type: 'read-progress', bytesDone, bytesTotal: body.total });
      },
    });
    const { rest, contents } = await store.endOfBody(epoch, download);
    session.reply = body.read(rest, contents);
  } catch (error) {
    await dropStaged(context);
    throw error;
  }
}

/** What would not fit is not begun: the reply is let go unread. */
export async function requireRoom({ bytes, total }: ReplyBody, { host }: RunContext): Promise<void> {
  if (total === null) return;
  try {
    await host.requireRoom(total);
  } catch (error) {
    for await (const piece of bytes) if (piece.length >= 0) break;
    throw error;
  }
}

/** Forgets rows that nobody will show any more. */
export async function dropStaged({ store, epoch, session }: RunContext): Promise<void> {
  if (session.staged === null) return;
  const download = session.staged;
  session.staged = null;
  await store.dropDownload(epoch, download).catch(() => undefined);
}

export interface Taker {
  readonly feed: (bytes: ArrayBuffer) => Promise<void>;
  /** Hears now and then how many bytes were given. */
  readonly tell: (bytesDone: number) => void;
}

/** Hands a body on as it comes, no faster than it is taken. */
export async function pump(body: Pick<ReplyBody, 'bytes'>, { feed, tell }: Taker): Promise<void> {
  const unsettled = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let open = 0;
  let given = 0;
  let told = 0;
  for await (const piece of body.bytes) {
    const { byteLength } = piece;
    while (unsettled.size > 0 && open + byteLength > CREDIT) await Promise.race(unsettled);
    if (failures.length > 0) break;
    open += byteLength;
    given += byteLength;
    const fed: Promise<void> = feed(ownBuffer(piece))
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => {
        open -= byteLength;
        unsettled.delete(fed);
      });
    unsettled.add(fed);
    if (given - told >= TELL_BYTES) {
      told = given;
      tell(given);
    }
  }
  await Promise.all(unsettled);
  if (failures.length > 0) throw failures[0];
}

/** The bytes as a buffer that can be given away. */
function ownBuffer({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) return buffer;
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
}

import { isGdbError } from '../../shared/errors.js';
import type { GdbErrorCode } from '../../shared/errors.js';
import { PART_SIZE } from '../../shared/parts.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { ServicePort, StorePort } from '../ports.js';

/** Bytes that are asked for again, and compared: an address can serve another content of the same size than it did before. */
const OVERLAP = 64 * 1024;
/** What does not depend on where a file is read from: reading it anew would meet it again. */
const NOT_OF_THE_RANGE: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'aborted',
  'token-required',
  'token-invalid',
  'forbidden',
  'stale-holder',
]);

/**
 * What follows the parts of an attachment that are here; null where the service does not send it, or has another content now: then it is to be read
 * anew. Rejects as reading does for what would meet a whole file too.
 */
export async function restOf(
  record: Pick<AttachmentRecord, 'globalId' | 'contentVersion'>,
  url: string,
  call: {
    readonly store: Pick<StorePort, 'readPart'>;
    readonly service: Pick<ServicePort, 'readAttachment'>;
    readonly signal: AbortSignal;
    /** Whole parts that are here, at least one. */
    readonly kept: number;
    /** Also a broken connection is taken for a no. */
    readonly mayStartOver?: boolean | undefined;
  },
): Promise<AsyncIterable<Uint8Array> | null> {
  const { store, service, signal, kept } = call;
  try {
    const last = await store.readPart(record.globalId, record.contentVersion, kept - 1);
    const known = new Uint8Array(last.slice(-OVERLAP));
    const from = kept * PART_SIZE - known.length;
    const pieces = service.readAttachment(url, { signal, from })[Symbol.asyncIterator]();
    const first = await afterKnown(pieces, known);
    if (first !== null) return chain(first, pieces);
    await pieces.return?.();
    return null;
  } catch (error) {
    if (!isGdbError(error) || NOT_OF_THE_RANGE.has(error.code)) throw error;
    if (error.retryable && call.mayStartOver !== true) throw error;
    return null;
  }
}

/** What came with the last of the known bytes, beyond them; null where other bytes came, or too few. */
async function afterKnown(pieces: AsyncIterator<Uint8Array>, known: Uint8Array): Promise<Uint8Array | null> {
  let seen = 0;
  while (seen < known.length) {
    const next = await pieces.next();
    if (next.done === true) return null;
    const { value } = next;
    const common = Math.min(value.length, known.length - seen);
    for (let at = 0; at < common; at += 1) if (value[at] !== known[seen + at]) return null;
    seen += common;
    if (seen === known.length) return value.subarray(common);
  }
  return null;
}

async function* chain(
  first: Uint8Array,
  pieces: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (first.length > 0) yield first;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  } finally {
    await pieces.return?.();
  }
}

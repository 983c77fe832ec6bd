import { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import { PART_SIZE } from '../../shared/parts.js';
import type { AttachmentRecord } from '../../shared/records.js';
import { isFinalNo } from '../context.js';
import type { ServerAttachment, ServicePort, StorePort } from '../ports.js';
import { restOf } from './rest-of-bytes.js';

/** What was written. */
interface Content {
  readonly size: number;
  readonly partCount: number;
}

/** What bringing the bytes of one attachment needs. */
export interface Bringing {
  readonly store: Pick<StorePort, 'writeFetchedPart' | 'commitFetched' | 'fetchedParts' | 'readPart'>;
  readonly service: Pick<ServicePort, 'readAttachment' | 'queryAttachments'>;
  readonly epoch: number;
  /** The attachment's layer, where it is known. */
  readonly layer: LayerSchema | undefined;
  /** Of versioned data, the version that is asked. */
  readonly gdbVersion?: string | null;
  readonly signal: AbortSignal;
  readonly report: (bytes: number) => void;
  /** Where the rest of a half-fetched file cannot be had, it is fetched anew even if only the connection broke: a proxy may let no ranges through. */
  readonly mayStartOver?: boolean;
}

/**
 * Brings the bytes of a received attachment to this device. False where the service offers none. An address can serve another content than was
 * announced: where the size differs the service is asked what it has now, and what is neither rejects `network`.
 */
export async function bringBytes(record: AttachmentRecord, call: Bringing): Promise<boolean> {
  const url = await addressOf(record, call);
  if (url === null) return false;
  const content = await copy(record, url, call);
  if (record.size > 0 && content.size !== record.size) {
    const now = await locate(record, call);
    if (now !== null && now.size > 0 && now.size !== content.size)
      throw new GdbError('network', `${record.name} came with ${String(content.size)} of ${String(now.size)} bytes.`, {
        answered: false,
      });
  }
  await call.store.commitFetched(call.epoch, record, content);
  return true;
}

/** Where the service offers the bytes; null where it does not. Attachments that were made here never came with an address. */
export async function addressOf(
  record: AttachmentRecord,
  call: Pick<Bringing, 'service' | 'layer' | 'gdbVersion' | 'signal'>,
): Promise<string | null> {
  return record.url ?? (await locate(record, call))?.url ?? null;
}

async function locate(
  record: AttachmentRecord,
  { service, layer, gdbVersion = null, signal }: Pick<Bringing, 'service' | 'layer' | 'gdbVersion' | 'signal'>,
): Promise<ServerAttachment | null> {
  if (layer === undefined) return null;
  try {
    const found = await service.queryAttachments(layer, [record.parentGlobalId], { signal, gdbVersion });
    return found.find(({ globalId }) => globalId === record.globalId) ?? null;
  } catch (error) {
    if (isFinalNo(error)) return null;
    throw error;
  }
}

/** Goes on with what an earlier fetch left, where the service still has that; else anew. */
async function copy(record: AttachmentRecord, url: string, call: Bringing): Promise<Content> {
  const to = { key: record, call, size: record.size };
  const kept = await call.store.fetchedParts(record);
  const isUsable = kept > 0 && kept * PART_SIZE <= record.size;
  const rest = isUsable ? await restOf(record, url, { ...call, kept }) : null;
  if (rest !== null) return writeParts(rest, { ...to, partNo: kept });
  return writeParts(call.service.readAttachment(url, { signal: call.signal }), { ...to, partNo: 0 });
}

/** Writes what comes as parts, from `partNo` on. `size`: bytes that were announced, where they were. */
export async function writeParts(
  pieces: AsyncIterable<Uint8Array>,
  to: {
    readonly key: Pick<AttachmentRecord, 'globalId' | 'contentVersion'>;
    readonly call: { readonly store: Pick<StorePort, 'writeFetchedPart'> } & Pick<Bringing, 'epoch' | 'report'>;
    readonly partNo: number;
    readonly size?: number;
  },
): Promise<Content> {
  const { key, call, size: announced = 0 } = to;
  const { store, epoch, report } = call;
  let { partNo } = to;
  let size = partNo * PART_SIZE;
  let part = new Uint8Array(Math.min(PART_SIZE, Math.max(announced - size, 1)));
  let filled = 0;
  const flush = async (): Promise<void> => {
    await store.writeFetchedPart(epoch, key, partNo, part.slice(0, filled).buffer);
    partNo += 1;
    filled = 0;
  };
  for await (const piece of pieces) {
    size += piece.length;
    report(piece.length);
    for (let offset = 0; offset < piece.length;) {
      if (filled === part.length && part.length < PART_SIZE) part = grown(part);
      const take = Math.min(piece.length - offset, part.length - filled);
      part.set(piece.subarray(offset, offset + take), filled);
      filled += take;
      offset += take;
      if (filled === PART_SIZE) await flush();
    }
  }
  if (filled > 0) await flush();
  return { size, partCount: partNo };
}

/** The size that was announced can be wrong. */
function grown(part: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(PART_SIZE, Math.max(part.length * 2, 65_536)));
  larger.set(part);
  return larger;
}

import { GdbError } from '../shared/errors.js';
import type { AttachmentRecord } from '../shared/records.js';
import { addressOf, bringBytes } from '../sync/effects/bring-bytes.js';
import type { Bringing } from '../sync/effects/bring-bytes.js';
import type { ServicePort } from '../sync/ports.js';

/** Brings the bytes of one attachment, and keeps them: null. Where a run holds the store they are handed over instead. */
export async function bringAttachment(
  record: AttachmentRecord,
  to: Pick<Bringing, 'store' | 'layer' | 'signal'> & {
    readonly service: Pick<ServicePort, 'readAttachment' | 'queryAttachments'>;
    readonly withHold: <T>(work: (epoch: number) => Promise<T>) => Promise<T | null>;
  },
): Promise<Blob | null> {
  const { store, service, layer, signal } = to;
  const call = { store, service, layer, signal, report: () => undefined, mayStartOver: true };
  const brought = await to.withHold((epoch) => bringBytes(record, { ...call, epoch }));
  if (brought === true) return null;
  const url = brought === null ? await addressOf(record, call) : null;
  if (url === null) throw new GdbError('attachment-not-found', `${record.name} is not on the service any more.`);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of service.readAttachment(url, { signal })) pieces.push(new Uint8Array(piece));
  return new Blob(pieces);
}

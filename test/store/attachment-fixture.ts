/** Attachments of the points of a {@link Device}, and what became of those that were sent. */
import type { HashedPart } from '../../src/shared/parts.js';
import type { NewAttachment } from '../../src/shared/queries.js';
import type { AttachmentRecord, EditEntry } from '../../src/shared/records.js';
import { sha256 } from '../../src/shared/sha256.js';
import type { EditOutcome } from '../../src/sync/ports.js';
import { id, POINTS, type Device } from './fixture.js';

export function bytes(...values: number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values);
}

/** Number 500 of row 1, with four bytes, unless told otherwise. */
export function newAttachment(more: Partial<NewAttachment> = {}): NewAttachment {
  return {
    layerId: POINTS,
    parentGlobalId: id(1),
    globalId: id(500),
    name: 'photo-500.jpg',
    contentType: 'image/jpeg',
    size: 4,
    keywords: '',
    operation: 'attachAdd',
    ...more,
  };
}

/** As whoever reads a file hands them over. */
export async function hashed(...parts: readonly ArrayBuffer[]): Promise<readonly HashedPart[]> {
  return Promise.all(parts.map(async (part) => ({ bytes: part, hash: await sha256(part) })));
}

/** All attachments of a row. */
export async function attachmentsOf(device: Device, parent = 1): Promise<readonly AttachmentRecord[]> {
  return device.store.queryAttachments(POINTS, [id(parent)]);
}

/** The first attachment of a row. */
export async function onlyAttachment(device: Device, parent = 1): Promise<AttachmentRecord> {
  return (await attachmentsOf(device, parent))[0]!;
}

/** The operations in the log, in their order. */
export async function operationsOf(device: Device): Promise<readonly EditEntry['operation'][]> {
  return (await device.log()).map((edit) => edit.operation);
}

/** These edits of attachment 500 arrived. */
export function outcome(
  entries: readonly EditEntry[],
  more: Partial<Extract<EditOutcome, { kind: 'sent' }>> = {},
): EditOutcome {
  return {
    kind: 'sent',
    seqs: entries.map((entry) => entry.seq),
    layerId: POINTS,
    globalId: id(1),
    attachmentGlobalId: id(500),
    operation: entries.at(-1)!.operation,
    objectId: 42,
    row: null,
    ...more,
  };
}

/** The service refused these edits of attachment 500. */
export function refusal(entries: readonly EditEntry[]): EditOutcome {
  return {
    kind: 'refused',
    seqs: entries.map((entry) => entry.seq),
    layerId: POINTS,
    globalId: id(1),
    attachmentGlobalId: id(500),
    operation: entries.at(-1)!.operation,
    objectId: null,
    error: { code: 1008, description: 'too large' },
  };
}

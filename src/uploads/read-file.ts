import { GdbError } from '../shared/errors.js';
import { PART_SIZE, partCount } from '../shared/parts.js';
import type { AttachmentRecord } from '../shared/records.js';
import type { UploadHooks } from '../sync/ports.js';

/**
 * Bytes of one part (from 0). Rejects `attachment-refused` when fewer are on this device than the record says: half a photo is never sent, and one
 * damaged photo must not stop the others.
 */
export async function readPart(attachment: AttachmentRecord, partNo: number, hooks: UploadHooks): Promise<Blob> {
  const bytes = await hooks.readPart(partNo);
  const expected = partLength(attachment.size, partNo);
  if (bytes.byteLength !== expected) {
    throw new GdbError(
      'attachment-refused',
      `${attachment.name} is damaged on this device: part ${partNo + 1} has ${bytes.byteLength} of ${expected} bytes. It was not sent.`,
    );
  }
  return new Blob([bytes]);
}

/** The whole file, for small ones. */
export async function readFile(attachment: AttachmentRecord, hooks: UploadHooks): Promise<Blob> {
  const parts: Blob[] = [];
  for (let partNo = 0; partNo < partCount(attachment.size); partNo++)
    parts.push(await readPart(attachment, partNo, hooks));
  return new Blob(parts, { type: attachment.contentType });
}

/** Bytes that part `partNo` (from 0) of a file of `size` bytes must have. */
export function partLength(size: number, partNo: number): number {
  return Math.min(PART_SIZE, size - partNo * PART_SIZE);
}

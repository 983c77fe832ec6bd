/** What it means when a service does not take a file, in words an admin can act on. Pure. */
import { GdbError, isGdbError } from '../shared/errors.js';
import type { AttachmentRecord, UploadLimits } from '../shared/records.js';

const MB = 1024 * 1024;

/** True for an answer that would be the same next time: by the file's type or size, or because there are no uploads after all. */
export function isRefusal(error: unknown): error is GdbError {
  if (!isGdbError(error) || error.retryable) return false;
  return (
    error.code === 'service' ||
    (error.code === 'http' && [400, 404, 405, 413, 415, 501].includes(error.details.status ?? 0))
  );
}

/** Why the limits that a service publishes rule a file out, or null when they do not. */
export function exceeds({ name, size }: AttachmentRecord, { maxBytes, fileTypes }: UploadLimits): string | null {
  if (maxBytes !== null && size > maxBytes) return `it has ${megabytes(size)}`;
  const type = extension(name);
  return fileTypes !== null && !fileTypes.includes(type) ? `its type is ${type === '' ? 'not known' : type}` : null;
}

/** What an error about a refused file is made of. */
export interface Refusal {
  readonly attachment: AttachmentRecord;
  readonly limits: UploadLimits;
  /** In place of the service's own words. */
  readonly reason?: string;
  readonly cause?: GdbError;
}

/** Neither way is open: `attachment-refused`, with what the service allows. The file stays on this device. */
export function refusedError({ attachment, limits, reason, cause }: Refusal): GdbError {
  const { status, serviceCode, serviceMessage, serviceDetails, url, method } = cause?.details ?? {};
  const words =
    reason ?? [serviceMessage, ...(serviceDetails ?? [])].filter((text) => text !== undefined && text !== '').join(' ');
  const told = words === '' ? (cause?.message ?? 'no reason was given') : words;
  const allowed = [
    limits.fileTypes === null ? '' : `allows ${limits.fileTypes.join(', ')}`,
    limits.maxBytes === null ? '' : `limit ${megabytes(limits.maxBytes)}`,
  ].filter((text) => text !== '');
  const terms = allowed.length === 0 ? '' : ` The service: ${allowed.join('; ')}.`;
  return new GdbError(
    'attachment-refused',
    `${attachment.name} (${megabytes(attachment.size)}) was refused: ${told.replace(/\.$/, '')}.${terms} Ask the service's admin to allow it. The file stays on this device.`,
    {
      answered: true,
      ...(cause === undefined ? {} : { cause }),
      ...(method === undefined ? {} : { method }),
      ...(url === undefined ? {} : { url }),
      ...(status === undefined ? {} : { status }),
      ...(serviceCode === undefined ? {} : { serviceCode }),
      ...(serviceMessage === undefined ? {} : { serviceMessage }),
      ...(serviceDetails === undefined ? {} : { serviceDetails }),
    },
  );
}

/** `12.5 MB`, in the unit that services state their limits in. */
export function megabytes(bytes: number): string {
  return bytes < MB / 10 ? `${String(Math.ceil(bytes / 1024))} KB` : `${String(Math.round((bytes / MB) * 10) / 10)} MB`;
}

function extension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

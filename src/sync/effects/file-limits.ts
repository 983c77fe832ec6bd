/** What files a service takes is kept with the area: without a connection a file that it would refuse should be refused where it is chosen. */
import { isAbort } from '../../shared/errors.js';
import type { GeodatabaseRecord, Operation, UploadLimits } from '../../shared/records.js';
import { descriptionOf } from '../context.js';
import type { RunContext } from '../context.js';

/** At each run that may send files: an admin who was asked for more has allowed it meanwhile. A service that does not tell keeps nothing from going on. */
export async function knowLimits(
  operation: Operation,
  geodatabase: GeodatabaseRecord | null,
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<void> {
  const { session, uploads } = context;
  session.uploadLimits = geodatabase?.uploadLimits ?? null;
  if (!takesFiles(operation, geodatabase, context)) return;
  const { uploads: uploadsSupported } = descriptionOf(context).capabilities;
  try {
    session.uploadLimits = await uploads.limits({ uploadsSupported }, { signal });
  } catch (error) {
    if (isAbort(error)) throw error;
  }
}

/** What is to be written into the record; nothing where it says so already. */
export function newLimits({ uploadLimits: known }: GeodatabaseRecord, { session }: RunContext): UploadLimits | null {
  const { uploadLimits: now } = session;
  return now === null || sameLimits(now, known) ? null : now;
}

function takesFiles(operation: Operation, geodatabase: GeodatabaseRecord | null, context: RunContext): boolean {
  const mode =
    operation.kind === 'generate'
      ? operation.parameters.attachments
      : operation.kind === 'sync'
        ? geodatabase?.attachments
        : undefined;
  return mode !== undefined && mode !== 'none' && descriptionOf(context).layers.some((layer) => layer.hasAttachments);
}

function sameLimits(one: UploadLimits, other: UploadLimits | undefined): boolean {
  return JSON.stringify([one.maxBytes, one.fileTypes]) === JSON.stringify([other?.maxBytes, other?.fileTypes]);
}

/** Requests that a service can take: not too many edits in one, large ones as a file, and none that could only lose what it says. */
import { isGdbError } from '../../shared/errors.js';
import type { GdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import { OWN_CODES, type EditError, type GeodatabaseRecord } from '../../shared/records.js';
import { descriptionOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { FoldedAttachment, FoldedFeature } from '../fold.js';
import type { LayerEdits } from '../ports.js';
import { schemaChanges, whyUnsendable } from '../schema-changes.js';

export type Sendable = FoldedFeature | FoldedAttachment;

/** Characters of edits above which they are brought as a file, where the service takes files. */
const FILE_ABOVE = 1024 * 1024;

/** True when a server, or a proxy before it, refused a request for its size: nothing of it was done. */
export function isTooLarge(error: unknown): error is GdbError {
  return isGdbError(error) && (error.details.status === 413 || error.details.serviceCode === 413);
}

/** Brings large edits to the service as a file. Null where they are small, or the service takes none: then they travel in the request. */
export async function toFile(
  edits: readonly LayerEdits[],
  layers: readonly LayerSchema[],
  { context, signal }: { readonly context: RunContext; readonly signal: AbortSignal },
): Promise<string | null> {
  const { session } = context;
  // Photos inside the edits are there because the service took no file of theirs.
  const hasPhotos = edits.some(({ attachments }) =>
    [...attachments.adds, ...attachments.updates].some(({ content }) => content.kind === 'inline'),
  );
  const isAllowed = descriptionOf(context).capabilities.uploads && !session.noEditsFile && !hasPhotos;
  if (!isAllowed || (!session.editsAsFile && JSON.stringify(edits).length <= FILE_ABOVE)) return null;
  try {
    return await context.service.uploadEdits(edits, layers, { signal });
  } catch (error) {
    if (!isGdbError(error) || error.retryable || (error.code !== 'service' && error.code !== 'http')) throw error;
    session.noEditsFile = true;
    return null;
  }
}

/** After a request that was too large: true when another one can be made, smaller or as a file. One edit that is too large alone is set aside. */
export async function makeSmaller(going: readonly Sendable[], error: GdbError, context: RunContext): Promise<boolean> {
  const { session } = context;
  const takesFiles = descriptionOf(context).capabilities.uploads && !session.noEditsFile;
  if (takesFiles && !session.editsAsFile) session.editsAsFile = true;
  else if (takesFiles && going.length === 1) session.noEditsFile = true;
  else if (going.length > 1) session.editLimit = Math.ceil(going.length / 2);
  else {
    const description = `This one edit is larger than the server takes (${error.message}) Ask its admin to allow larger requests.`;
    await setAside(going, () => ({ code: OWN_CODES.tooLarge, description }), context);
  }
  return true;
}

/** Sets aside edits whose values the layers have no place for any more. True when there were such. */
export async function setAsideUnsendable(
  going: readonly Sendable[],
  geodatabase: GeodatabaseRecord,
  context: RunContext,
): Promise<boolean> {
  const changes = schemaChanges(geodatabase.layers, descriptionOf(context).layers);
  if (changes.length === 0) return false;
  const reasons = new Map(
    going.map((edit) => [edit, edit.kind === 'feature' ? whyUnsendable(edit, changes) : null] as const),
  );
  const unsendable = going.filter((edit) => reasons.get(edit) !== null);
  const { noPlace: code } = OWN_CODES;
  await setAside(unsendable, (edit) => ({ code, description: reasons.get(edit) ?? '' }), context);
  return unsendable.length > 0;
}

/** Refused on this device: kept as an issue for a person, and out of the way of the others (invariant 14). */
export async function setAside(
  edits: readonly Sendable[],
  describe: (edit: Sendable) => EditError,
  context: RunContext,
): Promise<void> {
  if (edits.length === 0) return;
  const outcomes = edits.map((edit) => ({
    kind: 'refused' as const,
    seqs: edit.seqs,
    layerId: edit.layerId,
    globalId: edit.globalId,
    operation: edit.operation,
    objectId: null,
    error: describe(edit),
    ...(edit.kind === 'attachment' ? { attachmentGlobalId: edit.attachmentGlobalId } : {}),
  }));
  await context.store.recordOutcomes(context.epoch, {
    attemptId: null,
    outcomes,
    settle: false,
    now: context.clock.now(),
  });
  context.session.setAside += outcomes.length;
}

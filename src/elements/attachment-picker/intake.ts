/** From a file that was chosen to one that may be kept: limits, duplicates, its name, and what is asked of photos. */
import { contentTypeOf, tameName } from '../../shared/files.js';
import { now } from '../../shared/clock.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { FileProblem } from './file-problem.js';
import { makeReady } from './make-ready.js';
import { refusalOf, serviceRefusal, sizeRefusal } from './photo/limits.js';
import { localTime } from './photo/local-time.js';
import { distinctName, patternName, splitName } from './photo/names.js';
import { partHashesOf } from './photo/part-hashes.js';
import type { Capture, PreparedFile } from './photo/prepare-photo.js';
import type { ParsedWishes } from './photo/wishes.js';
import type { Destination } from './storing-files.js';

export type Intake =
  | { readonly kind: 'ready'; readonly file: File; readonly prepared: PreparedFile | null }
  | { readonly kind: 'stopped'; readonly problem: FileProblem };

export interface IntakeOptions {
  readonly wishes: ParsedWishes & { readonly ok: true };
  /** Null for a file that was chosen, dropped or pasted. */
  readonly capture: Capture | null;
  /** A person saw that it is there already, and wants it again. */
  readonly mayBeTwice: boolean;
  /** A person wants it as it is, where it cannot be made ready now. */
  readonly asItCame: boolean;
}

/** Rejects only when the device cannot be asked what it has. */
export async function takeIn(file: File, destination: Destination, options: IntakeOptions): Promise<Intake> {
  const { wishes, capture, mayBeTwice, asItCame } = options;
  const { controller, layerId, globalId } = destination;
  const there = (await controller.queryAttachments(layerId, [globalId])).filter((record) => !isLeaving(record));
  const refusal = refusalOf(file, wishes.limits, there.length);
  if (refusal !== null) return stopped({ kind: 'refused', refusal });
  const ready = await makeReady(file, { wishes: wishes.photo, capture, asItCame });
  if (ready.kind === 'stopped') return ready;
  const { prepared } = ready;
  const made = prepared?.file ?? file;
  const unfit =
    sizeRefusal(made.size, wishes.limits) ?? serviceRefusal(made, controller.state.geodatabase?.uploadLimits);
  if (unfit !== null) return stopped({ kind: 'refused', refusal: unfit });
  const twin = mayBeTwice ? null : await twinOf(made, there);
  if (twin !== null) return stopped(twin);
  const name = nameOf(made, { there, destination, pattern: wishes.photo.namePattern, prepared, capture });
  const named =
    name === made.name ? made : new File([made], name, { type: made.type, lastModified: made.lastModified });
  return { kind: 'ready', file: named, prepared };
}

/** Bytes a person sees refused. */
export function isLeaving({ state }: AttachmentRecord): boolean {
  return state.kind === 'pending' && state.operation === 'attachDelete';
}

/** Sizes first: few files share one, and a video need not be read twice. Where the server alone has the bytes, name and kind must do. */
async function twinOf(file: File, there: readonly AttachmentRecord[]): Promise<FileProblem | null> {
  const alike = there.filter(({ size }) => size === file.size);
  const hashes = alike.some(({ partHashes }) => partHashes.length > 0) ? (await partHashesOf(file)).join() : null;
  const same = alike.find(({ partHashes }) => partHashes.join() === hashes);
  if (same !== undefined) return { kind: 'twice', name: same.name };
  const type = contentTypeOf(file, file.name);
  const mayBe = alike.some((one) => one.partHashes.length === 0 && one.name === file.name && one.contentType === type);
  return mayBe ? { kind: 'twice-on-server' } : null;
}

function nameOf(
  file: File,
  from: {
    readonly there: readonly AttachmentRecord[];
    readonly destination: Destination;
    readonly pattern: string;
    readonly prepared: PreparedFile | null;
    readonly capture: Capture | null;
  },
): string {
  const { there, destination, pattern, prepared, capture } = from;
  if (pattern === '') return file.name;
  const { controller, layerId, globalId } = destination;
  const { stem, ending } = splitName(file.name);
  const layers = controller.state.geodatabase?.layers ?? [];
  const wanted = patternName(pattern, {
    name: stem,
    layer: layers.find((layer) => layer.layerId === layerId)?.name ?? String(layerId),
    feature: globalId,
    time: prepared?.facts.takenAt ?? capture?.takenAt ?? localTime(now()).takenAt,
    number: there.length + 1,
  });
  return distinctName(
    tameName(wanted + ending, file.type),
    there.map(({ name }) => name),
  );
}

function stopped(problem: FileProblem): Intake {
  return { kind: 'stopped', problem };
}

/** A bundle as something to be loaded. Every frame is checked as it is read, and a bundle without its end is refused. */
import type { ByteSource } from '../../shared/byte-source.js';
import { toGlobalId } from '../../shared/ids.js';
import { asNumber, asString, isObject } from '../../shared/json.js';
import type { FileAttachment, ReplicaFile } from '../../shared/replica-file.js';
import { damaged } from '../failures.js';
import { readFrames, type Frame } from './frames.js';
import { readHead } from './head.js';

/** @throws GdbError `bad-file` for a damaged one, `unsupported-file` for another version */
export async function openBundle(source: ByteSource): Promise<ReplicaFile> {
  const never = new AbortController().signal;
  const { value: first } = (await readFrames(source, never).next()) as IteratorResult<Frame, undefined>;
  if (first?.kind !== 'H') throw damaged('it has no head');
  const { geodatabase, counts } = readHead(new TextDecoder().decode(first.bytes));
  return {
    format: 'bundle',
    layers: geodatabase.layers.map(({ layerId, name, type }) => ({
      layerId,
      name,
      type,
      count: counts.get(layerId) ?? null,
    })),
    serviceUrl: geodatabase.serviceUrl,
    extent: geodatabase.extent,
    date: geodatabase.lastSyncAt ?? geodatabase.createdAt,
    geodatabase,
    refusal: null,
    async *body({ signal }) {
      for await (const { kind, bytes } of readFrames(source, signal)) {
        if (kind === 'R') yield bytes;
        else if (kind !== 'H') return;
      }
    },
    attachments: ({ signal }) => attachmentsIn(readFrames(source, signal)),
  };
}

async function* attachmentsIn(frames: AsyncGenerator<Frame>): AsyncGenerator<FileAttachment> {
  let frame = await frames.next();
  while (!frame.done) {
    if (frame.value.kind !== 'A') {
      frame = await frames.next();
      continue;
    }
    const { size, hasContent, ...attachment } = readAttachment(frame.value.bytes);
    frame = await frames.next();
    let rest = size;
    const read = async function* (): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      while (!frame.done && frame.value.kind === 'D') {
        const { bytes } = frame.value;
        rest -= bytes.length;
        if (rest < 0) throw damaged(`the attachment ${attachment.change.name} is longer than it says`);
        // Before it is handed out: who has enough may stop reading there.
        frame = await frames.next();
        yield bytes;
      }
    };
    yield { ...attachment, content: hasContent ? { size, read } : null };
    // What nobody read is passed over.
    for await (const _piece of read());
    if (hasContent && rest !== 0) throw damaged(`the attachment ${attachment.change.name} is shorter than it says`);
  }
}

function readAttachment(bytes: Uint8Array): Omit<FileAttachment, 'content'> & { size: number; hasContent: boolean } {
  const value = parse(bytes);
  const [globalId, parentGlobalId] = [asString(value['globalId']), asString(value['parentGlobalId'])];
  const [layerId, size] = [asNumber(value['layerId']), asNumber(value['size'])];
  if (!globalId || !parentGlobalId || layerId === undefined || size === undefined || !(size >= 0))
    throw damaged('an attachment has no GlobalID, no feature or no size');
  const change = {
    globalId: toGlobalId(globalId),
    parentGlobalId: toGlobalId(parentGlobalId),
    attachmentId: asNumber(value['attachmentId']) ?? null,
    name: asString(value['name']) ?? '',
    contentType: asString(value['contentType']) ?? '',
    keywords: asString(value['keywords']) ?? '',
    size,
    url: null,
  };
  return { layerId, change, size, hasContent: value['hasContent'] === true };
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw damaged('an attachment is not described');
}

/** Writes a bundle piece by piece: never more than one piece of rows or attachments is in memory. */
import type { FileAttachment } from '../../shared/replica-file.js';
import type { Feature } from '../../shared/esri.js';
import { rowsBody } from '../load/rows-body.js';
import { FrameWriter, MAGIC } from './frames.js';
import { writeHead, type BundleHead } from './head.js';

/** Bytes of rows in a frame, at most. */
const PIECE = 4 * 1024 * 1024;

export interface BundleContents extends BundleHead {
  rows(layerId: number): AsyncIterable<Feature>;
  attachments(): AsyncIterable<FileAttachment>;
}

export async function* writeBundle(contents: BundleContents): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const frames = new FrameWriter();
  yield MAGIC;
  yield frames.write('H', encoder.encode(writeHead(contents)));
  const layers = contents.geodatabase.layers.map(({ layerId, name }) => ({
    layerId,
    name,
    rows: () => contents.rows(layerId),
  }));
  for await (const piece of rowsBody(layers)) {
    // One row can be longer than a frame may be.
    for (let at = 0; at < piece.length; at += PIECE) yield frames.write('R', piece.slice(at, at + PIECE));
  }
  for await (const { layerId, change, content } of contents.attachments()) {
    const { url: _notStored, contentVersion: _ours, ...rest } = change;
    yield frames.write('A', encoder.encode(JSON.stringify({ ...rest, layerId, hasContent: content !== null })));
    for await (const piece of content?.read() ?? []) yield frames.write('D', piece);
  }
  yield frames.write('E', new Uint8Array());
}

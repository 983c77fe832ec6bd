/** A reply's body on its way into a download: bytes in, rows staged, the rest handed back. Never more than a window of it in memory. */
import { hold, release } from '../../shared/held-buffers.js';
import type { InlineContent } from '../../sync/ports.js';
import type { InlineContents, InlinePart } from '../downloads/inline-contents.js';
import type { StagedLayer } from '../downloads/staged-layer.js';
import { Base64Parts } from './base64-parts.js';
import { unusable } from './faults.js';
import type { Pace } from './pace.js';
import { ReplyScanner, type ReplyEntry } from './scan-reply.js';
import type { RowBatch } from './scan-rows.js';

/** Bytes looked at before others get their turn. */
const PIECE_BYTES = 512 * 1024;
/** Rows that wait for the id of their layer, where it comes after them. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

export interface BodyTarget {
  readonly layers: ReadonlyMap<number, StagedLayer>;
  readonly pace: Pace;
  /** Takes bytes of attachments that come inside the body. */
  readonly contents: Pick<InlineContents, 'nameOf' | 'write'>;
  /** Resolves when the layer has room for more. */
  readonly makeRoom: (layer: StagedLayer) => Promise<void>;
}

export class BodyLoad {
  readonly #target: BodyTarget;
  readonly #scanner: ReplyScanner;
  /** Layers that got rows since they were last looked at. */
  readonly #touched = new Set<StagedLayer>();
  readonly #contents: Base64Parts[] = [];
  /** Parts that are complete, and not written yet. */
  #parts: InlinePart[] = [];
  #waiting: RowBatch[] = [];
  #waitingBytes = 0;
  #ended = false;

  constructor(target: BodyTarget) {
    this.#target = target;
    this.#scanner = new ReplyScanner({
      rows: (batch, entry) => {
        this.#rows(batch, entry);
      },
      shapeOf: ({ layerId }) => target.layers.get(layerId ?? -1)?.shape ?? null,
      content: () => this.#beginContent(),
      entryEnds: (entry, bodyOffset) => {
        this.#entryEnds(entry, bodyOffset);
      },
    });
  }

  /** One call at a time. The bytes are kept as long as rows of them wait, and let go of then. */
  async feed(bytes: Uint8Array): Promise<void> {
    hold(bytes.buffer);
    try {
      await this.#feed(bytes);
    } finally {
      release([bytes.buffer]);
    }
  }

  async #feed(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
      this.#scanner.feed(bytes.subarray(start, start + PIECE_BYTES));
      for (const layer of this.#touched) await this.#target.makeRoom(layer);
      this.#touched.clear();
      for (const part of this.#parts) await this.#target.contents.write(part);
      this.#parts = [];
      await this.#target.pace.breathe();
    }
  }

  /** The body without its rows, and without the bytes of attachments. */
  end(): { readonly rest: string; readonly contents: readonly InlineContent[] } {
    const rest = this.#scanner.end();
    this.#ended = true;
    const { contents } = this.#target;
    return { rest, contents: this.#contents.map(({ size }, at) => ({ name: contents.nameOf(at), size })) };
  }

  #beginContent(): { readonly parts: Base64Parts; readonly name: string } {
    const content = this.#contents.length;
    let partNo = 0;
    const parts = new Base64Parts((bytes) => {
      this.#parts.push({ content, partNo, bytes });
      partNo += 1;
    });
    this.#contents.push(parts);
    return { parts, name: this.#target.contents.nameOf(content) };
  }

  /** True unless it was begun and not ended. */
  get isWhole(): boolean {
    return this.#ended || this.#scanner.length === 0;
  }

  #rows(batch: RowBatch, { layerId }: ReplyEntry): void {
    if (layerId !== undefined) {
      this.#stage(batch, layerId);
      return;
    }
    hold(batch.bytes.buffer);
    this.#waiting.push(batch);
    this.#waitingBytes += (batch.ends.at(-1) ?? 0) - (batch.starts[0] ?? 0);
    if (this.#waitingBytes > MAX_WAITING_BYTES)
      throw unusable(batch.bodyOffset, 'A layer names its id only after more rows than this device can hold.');
  }

  #entryEnds({ layerId }: ReplyEntry, bodyOffset: number): void {
    if (layerId === undefined) throw unusable(bodyOffset, 'An entry has no layer id.');
    for (const batch of this.#waiting) this.#stage(batch, layerId);
    release(this.#waiting.map(({ bytes }) => bytes.buffer));
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  /** Rows of layers that nobody asked for are passed over. */
  #stage(batch: RowBatch, layerId: number): void {
    const layer = this.#target.layers.get(layerId);
    if (!layer) return;
    layer.addBatch(batch);
    this.#touched.add(layer);
  }
}

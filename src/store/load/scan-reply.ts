/**
 * Takes the rows out of a reply of createReplica or synchronizeReplica while it comes in (protocol 2.2, 3.3): `layers[]` and `edits[]`, their
 * `features` as a list or as `{ adds, updates }`, or these lists without `features` around them. In their place stays `[null]`, or `[]` where
 * there was none; bytes of `attachments` that come along as base64 go to parts, and a name stays; the rest is collected as it is, whatever it says. Keys
 * count in any case, as the reader of the rest takes them.
 */
import { asNumber } from '../../shared/json.js';
import { BACKSLASH, CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA, isSpace, OPEN_LIST, OPEN_OBJECT, QUOTE } from './bytes.js';
import { Envelope } from './envelope.js';
import type { Base64Parts } from './base64-parts.js';
import { unusable } from './faults.js';
import type { RowShape } from './row-shape.js';
import { AttachmentsScanner } from './scan-attachments.js';
import { NestedScanner } from './scan-nested.js';
import { RowScanner, type RowBatch } from './scan-rows.js';

/** An entry of `layers` or `edits`, while it is read. */
export interface ReplyEntry {
  /** Undefined until it was read. */
  layerId: number | undefined;
}

export interface ReplySink {
  rows(batch: RowBatch, entry: ReplyEntry): void;
  /** What rows of the entry look like, where it is known. */
  shapeOf(entry: ReplyEntry): RowShape | null;
  /** Bytes of an attachment come: what takes them in, and what the rest says in their place. */
  content(): { readonly parts: Base64Parts; readonly name: string };
  /** Nothing more comes of it. */
  entryEnds(entry: ReplyEntry, bodyOffset: number): void;
}

type Place = 'root' | 'entries' | 'entry' | 'features';

/** A bracket whose inside matters. */
interface Frame {
  readonly place: Place;
  key: string;
  expectsKey: boolean;
  readonly seen: Set<string>;
  /** Rows in lists that stand beside `features`, and whether there are `features`. */
  rowsBeside: number;
  hasFeatures: boolean;
}

const encoder = new TextEncoder();
const PLACEHOLDER = encoder.encode('null');
const LISTS: ReadonlySet<string> = new Set(['layers', 'edits']);
const ROW_LISTS: ReadonlySet<string> = new Set(['adds', 'updates']);
const IDS: ReadonlySet<string> = new Set(['id', 'layerid']);

export class ReplyScanner {
  readonly #sink: ReplySink;
  readonly #envelope = new Envelope();
  readonly #frames: Frame[] = [];
  readonly #nested = new NestedScanner();
  readonly #attachments = new AttachmentsScanner();
  #content: ReturnType<ReplySink['content']> | null = null;
  #rows: RowScanner | null = null;
  #entry: ReplyEntry = { layerId: undefined };
  /** Bytes of the key or id that is being read. */
  #token: number[] = [];
  #reading: 'nothing' | 'key' | 'value' | 'id' = 'nothing';
  #escaped = false;
  #started = false;
  #base = 0;

  constructor(sink: ReplySink) {
    this.#sink = sink;
  }

  /** Bytes so far. */
  get length(): number {
    return this.#base;
  }

  /** The next piece, of any size; rows stay in it. Throws what the sink throws, and `network` or `bad-reply` with the byte. */
  feed(bytes: Uint8Array): void {
    let index = 0;
    let kept = 0;
    while (index < bytes.length) {
      if (this.#rows) {
        index = this.#rows.scan(bytes, index, this.#base);
        kept = index;
        if (this.#rows.isDone) this.#closeRows(index);
      } else if (this.#nested.isOpen) {
        index = this.#nested.scan(bytes, index);
      } else if (this.#content) {
        index = this.#content.parts.scan(bytes, index, this.#base);
        kept = index;
        if (this.#content.parts.isDone) this.#closeContent(index);
      } else if (this.#attachments.isOpen) {
        index = this.#attachments.scan(bytes, index);
        if (this.#attachments.isAtData) {
          this.#content = this.#sink.content();
          this.#envelope.add(bytes.subarray(kept, index), this.#base + kept);
          kept = index;
        }
      } else {
        const byte = bytes[index] as number;
        index++;
        if (this.#step(byte, this.#base + index - 1) === 'rows begin') {
          this.#envelope.add(bytes.subarray(kept, index), this.#base + kept);
          kept = index;
        }
      }
    }
    if (!this.#rows && !this.#content) this.#envelope.add(bytes.subarray(kept), this.#base + kept);
    this.#base += bytes.length;
  }

  /** The body without its rows. Throws `network` with the byte when the body was cut or is no JSON. */
  end(): string {
    return this.#envelope.text(this.#base);
  }

  get #frame(): Frame | undefined {
    return this.#frames.at(-1);
  }

  #step(byte: number, offset: number): 'rows begin' | 'goes on' {
    if (this.#reading === 'nothing' || this.#read(byte)) this.#look(byte, offset);
    return this.#rows ? 'rows begin' : 'goes on';
  }

  #look(byte: number, offset: number): void {
    const frame = this.#frame;
    switch (byte) {
      case OPEN_OBJECT:
      case OPEN_LIST:
        this.#open(byte, offset);
        return;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.#close(offset);
        return;
      case QUOTE:
        if (frame?.expectsKey === true) this.#begin('key');
        else if (frame) this.#begin(this.#wantsId(frame) ? 'id' : 'value', byte);
        return;
      case COLON:
        if (frame) frame.expectsKey = false;
        return;
      case COMMA:
        if (frame && frame.place !== 'entries') frame.expectsKey = true;
        return;
      default:
        if (frame && !isSpace(byte) && this.#wantsId(frame)) this.#begin('id', byte);
    }
  }

  #begin(reading: 'key' | 'value' | 'id', first?: number): void {
    this.#reading = reading;
    this.#token = first === undefined ? [] : [first];
  }

  /** One byte of a key, a text or an id. True when it belongs to what follows. */
  #read(byte: number): boolean {
    const isText = this.#reading !== 'id' || this.#token[0] === QUOTE;
    if (!isText && (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_LIST || isSpace(byte))) {
      this.#readId();
      return true;
    }
    if (this.#reading !== 'value') this.#token.push(byte);
    if (!isText) return false;
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      if (this.#reading === 'id') this.#readId();
      else if (this.#reading === 'key' && this.#frame) this.#frame.key = textOf([QUOTE, ...this.#token]).toLowerCase();
      this.#reading = 'nothing';
    }
    return false;
  }

  #wantsId(frame: Frame): boolean {
    return frame.place === 'entry' && !frame.expectsKey && IDS.has(frame.key);
  }

  #readId(): void {
    this.#reading = 'nothing';
    const layerId = asNumber(parse(this.#token));
    const { layerId: before } = this.#entry;
    if (before !== undefined && layerId !== before) throw unusable(this.#base, 'A layer has two ids.');
    this.#entry.layerId = layerId;
  }

  #open(byte: number, offset: number): void {
    const frame = this.#frame;
    const place = this.#placeOf(frame, byte);
    if (place === 'rows') {
      this.#rows = new RowScanner(this.#sink.shapeOf(this.#entry), (batch) => {
        this.#sink.rows(batch, this.#entry);
      });
    } else if (place === null) this.#enterOther(frame, byte);
    else {
      this.#started = true;
      if (place === 'entry') this.#entry = { layerId: undefined };
      const expectsKey = place !== 'entries';
      this.#frames.push({ place, key: '', expectsKey, seen: new Set(), rowsBeside: 0, hasFeatures: false });
    }
    const isMine = place !== null && frame !== undefined && frame.place !== 'entries';
    if (!isMine) return;
    if (frame.seen.has(frame.key)) throw unusable(offset, `"${frame.key}" comes twice in the same place.`);
    frame.seen.add(frame.key);
    if (frame.place === 'entry' && frame.key === 'features') frame.hasFeatures = true;
  }

  /** What goes into the rest as it is, but for bytes of attachments. */
  #enterOther(frame: Frame | undefined, byte: number): void {
    if (frame?.place === 'entry' && frame.key === 'attachments') this.#attachments.enter(byte);
    else this.#nested.enter();
  }

  #closeContent(index: number): void {
    // The quote that ends it was taken with it.
    this.#envelope.add(encoder.encode(`${this.#content?.name ?? ''}"`), this.#base + index);
    this.#content = null;
    this.#attachments.afterData();
  }

  /** What the bracket opens; null for what goes into the rest as it is. */
  #placeOf(frame: Frame | undefined, byte: number): Place | 'rows' | null {
    const isList = byte === OPEN_LIST;
    if (!frame) return isList || this.#started ? null : 'root';
    switch (frame.place) {
      case 'root':
        return isList && LISTS.has(frame.key) ? 'entries' : null;
      case 'entries':
        return isList ? null : 'entry';
      case 'entry':
        if (frame.key === 'features') return isList ? 'rows' : 'features';
        return isList && ROW_LISTS.has(frame.key) ? 'rows' : null;
      case 'features':
        return isList && ROW_LISTS.has(frame.key) ? 'rows' : null;
    }
  }

  #closeRows(index: number): void {
    const frame = this.#frame;
    const count = this.#rows?.count ?? 0;
    if (count > 0) this.#envelope.add(PLACEHOLDER, this.#base + index);
    if (frame?.place === 'entry' && frame.key !== 'features') frame.rowsBeside += count;
    this.#rows = null;
    this.#nested.enter(); // Its closing bracket comes next.
  }

  #close(offset: number): void {
    const frame = this.#frames.pop();
    if (frame?.place !== 'entry') return;
    if (frame.hasFeatures && frame.rowsBeside > 0)
      throw unusable(offset, 'A layer has rows inside and beside its "features".');
    this.#sink.entryEnds(this.#entry, offset);
  }
}

function textOf(token: readonly number[]): string {
  const value = parse(token);
  return typeof value === 'string' ? value : '';
}

/** Undefined for what is no JSON: the rest then will not be any either. */
function parse(token: readonly number[]): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(new Uint8Array(token)));
  } catch {
    return undefined;
  }
}

/** Merges sorted pages of keys into buckets, reading no more than a page of each part at a time. */
import type { GidBucket, OidBucket } from '../schema.js';
import { PAGE_ENTRIES, TOMBSTONE, type GidPage, type OidPage } from './key-pages.js';
import { compareKeys, KEY_BYTES } from './row-key.js';
import { checksumOf, type RunRecords } from './verify.js';

/** The pages of one part, in their order; null after the last. */
export interface PageSource<P> {
  next(): Promise<P | null>;
}

/** Takes buckets in their order. */
export type BucketSink<B> = (bucket: B) => Promise<void>;

export interface MergedGids {
  /** First key of each bucket, 16 bytes each. */
  readonly starts: Uint8Array;
  /** chunkNo, rowNo pairs of rows that a later one with the same GlobalID replaces. */
  readonly dead: Uint32Array;
  /** Rows that count. */
  readonly nRows: number;
}

/** Where a GlobalID comes twice the word that came later wins. */
export async function mergeGids(
  sources: readonly PageSource<GidPage>[],
  sink: BucketSink<GidBucket>,
): Promise<MergedGids> {
  const starts: number[] = [];
  const dead: number[] = [];
  let nRows = 0;
  let bucket = newGidBucket();
  let length = 0;
  let last = NaN;
  const take = (page: GidPage, at: number, number: number): boolean => {
    if (number === last && compareKeys(bucket.keys, length - 1, page.keys, at) === 0) {
      length--;
      const chunkNo = bucket.chunkNo[length] ?? TOMBSTONE;
      if (chunkNo !== TOMBSTONE) {
        dead.push(chunkNo, bucket.rowNo[length] ?? 0);
        nRows--;
      }
    } else if (length === PAGE_ENTRIES) return false;
    last = number;
    for (let i = 0; i < KEY_BYTES; i++) bucket.keys[KEY_BYTES * length + i] = page.keys[KEY_BYTES * at + i] as number;
    bucket.chunkNo[length] = page.chunkNo[at] as number;
    bucket.rowNo[length] = page.rowNo[at] as number;
    if (page.chunkNo[at] !== TOMBSTONE) nRows++;
    length++;
    return true;
  };
  const send = async (): Promise<void> => {
    starts.push(...bucket.keys.subarray(0, KEY_BYTES));
    await sink(sealed('gid', firstOf(bucket, length)));
    bucket = newGidBucket();
    length = 0;
    last = NaN;
  };
  await merge(sources, { numberOf: prefixOf, isBefore, take, send });
  if (length > 0) await send();
  return { starts: Uint8Array.from(starts), dead: Uint32Array.from(dead), nRows };
}

/** First ObjectID of each bucket. Rows that are `dead` are left out. */
export async function mergeOids(
  sources: readonly PageSource<OidPage>[],
  dead: Uint32Array,
  sink: BucketSink<OidBucket>,
): Promise<Float64Array> {
  const gone = new Set<number>();
  for (let i = 0; i < dead.length; i += 2) gone.add(placeNo(dead[i] ?? 0, dead[i + 1] ?? 0));
  const starts: number[] = [];
  let bucket = newOidBucket();
  let length = 0;
  const take = (page: OidPage, at: number, objectId: number): boolean => {
    const [chunkNo, rowNo] = [page.chunkNo[at] as number, page.rowNo[at] as number];
    if (gone.size > 0 && gone.has(placeNo(chunkNo, rowNo))) return true;
    if (length === PAGE_ENTRIES) return false;
    bucket.keys[length] = objectId;
    bucket.chunkNo[length] = chunkNo;
    bucket.rowNo[length] = rowNo;
    length++;
    return true;
  };
  const send = async (): Promise<void> => {
    starts.push(bucket.keys[0] ?? NaN);
    await sink(sealed('oid', firstOf(bucket, length)));
    bucket = newOidBucket();
    length = 0;
  };
  await merge(sources, { numberOf: objectIdAt, isBefore: never, take, send });
  if (length > 0) await send();
  return Float64Array.from(starts);
}

interface Merging<P> {
  /** The number of an entry by which parts are compared. */
  readonly numberOf: (page: P, at: number) => number;
  /** Of two entries with the same number. */
  readonly isBefore: (a: Head<P>, b: Head<P>) => boolean;
  /** Takes an entry. False when what was taken must be sent first. */
  readonly take: (page: P, at: number, number: number) => boolean;
  readonly send: () => Promise<void>;
}

async function merge<P extends Page>(sources: readonly PageSource<P>[], merging: Merging<P>): Promise<void> {
  const heads: Head<P>[] = [];
  for (const source of sources) {
    const page = await source.next();
    if (page) heads.push({ source, page, at: 0, number: merging.numberOf(page, 0) });
  }
  while (heads.length > 0) {
    const head = takeMany(heads, merging);
    if (head) await turnPage(heads, head, merging);
    else await merging.send();
  }
}

/** Until a page ends, which is returned, or no more is taken. Apart from what waits, since engines are slow to make that fast. */
function takeMany<P extends Page>(heads: readonly Head<P>[], { numberOf, isBefore, take }: Merging<P>): Head<P> | null {
  for (;;) {
    const head = leastOf(heads, isBefore);
    if (!take(head.page, head.at, head.number)) return null;
    head.at++;
    if (head.at === head.page.chunkNo.length) return head;
    head.number = numberOf(head.page, head.at);
  }
}

/** Where a part is being read. */
interface Head<P> {
  readonly source: PageSource<P>;
  page: P;
  at: number;
  /** By which it is compared with the others. */
  number: number;
}

interface Page {
  readonly chunkNo: Int32Array;
}

/** The head that comes first. There is one. */
function leastOf<P>(heads: readonly Head<P>[], isBefore: Merging<P>['isBefore']): Head<P> {
  let least = heads[0] as Head<P>;
  for (let i = 1; i < heads.length; i++) {
    const head = heads[i] as Head<P>;
    if (head.number < least.number || (head.number === least.number && isBefore(head, least))) least = head;
  }
  return least;
}

async function turnPage<P>(heads: Head<P>[], head: Head<P>, { numberOf }: Merging<P>): Promise<void> {
  const page = await head.source.next();
  if (page) Object.assign(head, { page, at: 0, number: numberOf(page, 0) });
  else heads.splice(heads.indexOf(head), 1);
}

/** Of two rows with the same number. */
function isBefore(a: Head<GidPage>, b: Head<GidPage>): boolean {
  return (compareKeys(a.page.keys, a.at, b.page.keys, b.at) || arrivalOf(a) - arrivalOf(b)) < 0;
}

function never(): boolean {
  return false;
}

function arrivalOf({ page, at }: Head<GidPage>): number {
  return page.arrival[at] ?? 0;
}

/** The first 32 bits of a key. */
function prefixOf({ keys }: GidPage, index: number): number {
  const at = KEY_BYTES * index;
  const [a, b, c, d] = [keys[at] as number, keys[at + 1] as number, keys[at + 2] as number, keys[at + 3] as number];
  return a * 0x1000000 + ((b << 16) | (c << 8) | d);
}

function objectIdAt({ keys }: OidPage, index: number): number {
  return keys[index] as number;
}

function placeNo(chunkNo: number, rowNo: number): number {
  return chunkNo * 65_536 + rowNo;
}

function newGidBucket(): Omit<GidBucket, 'checksum'> {
  return { keys: new Uint8Array(KEY_BYTES * PAGE_ENTRIES), ...newPlaces() };
}

function newOidBucket(): OidPage {
  return { keys: new Float64Array(PAGE_ENTRIES), ...newPlaces() };
}

function newPlaces(): { readonly chunkNo: Int32Array; readonly rowNo: Uint16Array } {
  return { chunkNo: new Int32Array(PAGE_ENTRIES), rowNo: new Uint16Array(PAGE_ENTRIES) };
}

/** A bucket with its checksum. */
export function sealed<S extends 'gid' | 'oid', Pieces extends Omit<RunRecords[S], 'checksum'>>(
  store: S,
  pieces: Pieces,
): Pieces & { readonly checksum: number } {
  return { ...pieces, checksum: checksumOf(store, pieces) };
}

/** Of a bucket that is not full, a copy: what is stored is the whole buffer behind a view. */
function firstOf<B extends Omit<GidBucket, 'checksum'> | OidPage>(bucket: B, length: number): B {
  if (length === PAGE_ENTRIES) return bucket;
  const keyWidth = bucket.keys.length / PAGE_ENTRIES;
  return {
    ...bucket,
    keys: bucket.keys.slice(0, keyWidth * length),
    chunkNo: bucket.chunkNo.slice(0, length),
    rowNo: bucket.rowNo.slice(0, length),
  };
}

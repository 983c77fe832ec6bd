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
  const send = async (): Promise<void> => {
    starts.push(...bucket.keys.subarray(0, KEY_BYTES));
    await sink(sealed('gid', firstOf(bucket, length)));
    bucket = newGidBucket();
    length = 0;
  };
  const heads = await openAll(sources);
  const prefixOf = ({ page, at }: Head<GidPage>): number => prefixAt(page.keys, at);
  const isBefore = (a: Head<GidPage>, b: Head<GidPage>): boolean =>
    (compareKeys(a.page.keys, a.at, b.page.keys, b.at) || arrivalOf(a) - arrivalOf(b)) < 0;
  for (let head = leastOf(heads, prefixOf, isBefore); head; head = leastOf(heads, prefixOf, isBefore)) {
    const { page, at } = head;
    const isSame = length > 0 && compareKeys(bucket.keys, length - 1, page.keys, at) === 0;
    if (isSame) {
      length--;
      const chunkNo = bucket.chunkNo[length] ?? TOMBSTONE;
      if (chunkNo !== TOMBSTONE) {
        dead.push(chunkNo, bucket.rowNo[length] ?? 0);
        nRows--;
      }
    } else if (length === PAGE_ENTRIES) await send();
    for (let i = 0; i < KEY_BYTES; i++) bucket.keys[KEY_BYTES * length + i] = page.keys[KEY_BYTES * at + i] as number;
    bucket.chunkNo[length] = page.chunkNo[at] as number;
    bucket.rowNo[length] = page.rowNo[at] as number;
    if (page.chunkNo[at] !== TOMBSTONE) nRows++;
    length++;
    if (!step(head)) await turnPage(heads, head);
  }
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
  const send = async (): Promise<void> => {
    starts.push(bucket.keys[0] ?? NaN);
    await sink(sealed('oid', firstOf(bucket, length)));
    bucket = newOidBucket();
    length = 0;
  };
  const heads = await openAll(sources);
  const keyOf = ({ page, at }: Head<OidPage>): number => page.keys[at] as number;
  const never = (): boolean => false;
  for (let head = leastOf(heads, keyOf, never); head; head = leastOf(heads, keyOf, never)) {
    const { page, at } = head;
    const [chunkNo, rowNo] = [page.chunkNo[at] as number, page.rowNo[at] as number];
    if (gone.size === 0 || !gone.has(placeNo(chunkNo, rowNo))) {
      if (length === PAGE_ENTRIES) await send();
      bucket.keys[length] = page.keys[at] as number;
      bucket.chunkNo[length] = chunkNo;
      bucket.rowNo[length] = rowNo;
      length++;
    }
    if (!step(head)) await turnPage(heads, head);
  }
  if (length > 0) await send();
  return Float64Array.from(starts);
}

/** Where a part is being read. */
interface Head<P> {
  readonly source: PageSource<P>;
  page: P;
  at: number;
}

interface Page {
  readonly chunkNo: Int32Array;
}

async function openAll<P extends Page>(sources: readonly PageSource<P>[]): Promise<Head<P>[]> {
  const heads: Head<P>[] = [];
  for (const source of sources) {
    const page = await source.next();
    if (page) heads.push({ source, page, at: 0 });
  }
  return heads;
}

/** The head that comes first: by number, equal ones by `isBefore`. */
function leastOf<P>(
  heads: readonly Head<P>[],
  numberOf: (head: Head<P>) => number,
  isBefore: (a: Head<P>, b: Head<P>) => boolean,
): Head<P> | undefined {
  let least = heads[0];
  let least32 = least ? numberOf(least) : 0;
  for (let i = 1; i < heads.length; i++) {
    const head = heads[i] as Head<P>;
    const number = numberOf(head);
    if (number < least32 || (number === least32 && isBefore(head, least as Head<P>))) {
      least = head;
      least32 = number;
    }
  }
  return least;
}

/** False at the end of the page. */
function step<P extends Page>(head: Head<P>): boolean {
  head.at++;
  return head.at < head.page.chunkNo.length;
}

async function turnPage<P>(heads: Head<P>[], head: Head<P>): Promise<void> {
  const page = await head.source.next();
  head.at = 0;
  if (page) head.page = page;
  else heads.splice(heads.indexOf(head), 1);
}

function arrivalOf({ page, at }: Head<GidPage>): number {
  return page.arrival[at] ?? 0;
}

function prefixAt(keys: Uint8Array, index: number): number {
  const at = KEY_BYTES * index;
  const [a, b, c, d] = [keys[at] as number, keys[at + 1] as number, keys[at + 2] as number, keys[at + 3] as number];
  return a * 0x1000000 + ((b << 16) | (c << 8) | d);
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

function sealed<S extends 'gid' | 'oid', Pieces extends Omit<RunRecords[S], 'checksum'>>(
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

/** Every row of a table, in the order of its rowids: https://www.sqlite.org/fileformat2.html#b_tree_pages. No index is used. */
import { damaged } from '../failures.js';
import { Cell, type Visit } from './cell.js';
import { Cursor, viewOf } from './cursor.js';
import { fileHeaderSize, type Pages } from './pages.js';

const interior = 5;
const leaf = 13;

/** The cells of one leaf page after the other. Throws `bad-file`, or a RangeError, where the tree breaks its own rules. */
export async function* walkTable(pages: Pages, root: number): AsyncGenerator<readonly Cell[]> {
  const { usable, count } = pages;
  const visit = onceEach(count);
  const waiting = [root];
  let last: number | bigint = -Infinity;
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    const bytes = await pages.read(visit(page));
    const view = viewOf(bytes);
    const header = page === 1 ? fileHeaderSize : 0;
    const kind = view.getUint8(header);
    if (kind !== leaf && kind !== interior) throw damaged(`page ${page} belongs to no table`);
    const pointers = header + (kind === leaf ? 8 : 12);
    const places = Array.from({ length: view.getUint16(header + 3) }, (_, i) => view.getUint16(pointers + 2 * i));
    if (kind === interior) {
      const children = places.map((at) => view.getUint32(at));
      waiting.push(view.getUint32(header + 8), ...children.reverse());
      continue;
    }
    let taken = 0;
    const cells = places.map((at) => {
      const cursor = new Cursor(bytes, at);
      const size = cursor.count(count * usable);
      const rowid = cursor.varint();
      const start = cursor.at;
      const end = start + localSize(size, usable);
      const overflow = end - start < size ? view.getUint32(end) : 0;
      taken += end - at;
      // Cells that overlap would make much out of little.
      if (rowid <= last || end > usable || taken > usable) throw damaged(`the rows of page ${page} overlap`);
      last = rowid;
      return new Cell({ rowid, size, local: bytes.subarray(start, end), overflow }, pages, visit);
    });
    yield cells;
  }
}

/** How many bytes of a row stay in its page. */
function localSize(size: number, usable: number): number {
  const most = usable - 35;
  if (size <= most) return size;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitted = least + ((size - least) % (usable - 4));
  return fitted > most ? least : fitted;
}

function onceEach(count: number): Visit {
  const seen = new Uint8Array((count >> 3) + 1);
  return (page) => {
    const [index, bit] = [page >> 3, 1 << (page & 7)];
    const bits = seen[index] ?? 0;
    if (bits & bit) throw damaged(`page ${page} is used twice`);
    seen[index] = bits | bit;
    return page;
  };
}

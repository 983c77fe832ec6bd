import type { ByteSource } from '../../shared/byte-source.js';
import { GdbError } from '../../shared/errors.js';
import { PART_SIZE } from '../../shared/parts.js';
import type { StorePort } from '../ports.js';

/** What a file that was brought here in parts goes by. */
export interface PartsKey {
  readonly globalId: string;
  readonly contentVersion: number;
}

/** The parts as one file. Reading goes through it in order, mostly: the part that was read last is kept. */
export function partsSource(
  store: Pick<StorePort, 'readPart'>,
  { globalId, contentVersion }: PartsKey,
  { size, onRead }: { readonly size: number; readonly onRead: (bytes: number) => void },
): ByteSource {
  let last: { readonly partNo: number; readonly bytes: Promise<ArrayBuffer> } | null = null;
  const part = (partNo: number): Promise<ArrayBuffer> => {
    if (last?.partNo !== partNo) last = { partNo, bytes: store.readPart(globalId, contentVersion, partNo) };
    return last.bytes;
  };
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    const whole = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    for (let at = start; at < start + whole.length;) {
      const offset = at % PART_SIZE;
      const bytes = new Uint8Array(await part((at - offset) / PART_SIZE)).subarray(
        offset,
        offset + start + whole.length - at,
      );
      if (bytes.length === 0) throw new GdbError('bad-file', 'The file is shorter than it was.');
      whole.set(bytes, at - start);
      at += bytes.length;
    }
    onRead(whole.length);
    return whole.buffer;
  };
  return { size, slice: (start, end) => ({ arrayBuffer: () => read(start, end) }) };
}

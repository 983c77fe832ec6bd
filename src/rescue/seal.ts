/**
 * Encryption of a whole file with a passphrase: AES-256-GCM in chunks, the key by PBKDF2 with SHA-256. Each chunk's nonce holds its number and
 * whether it is the last, so that a chunk that is missing, moved or cut off does not open. The header is part of what each chunk proves.
 *
 * ```
 * header: "gdb-seal" | version 1 (u32) | rounds (u32) | chunk size (u32) | salt (16) | nonce prefix (7) | 5 zero bytes
 * chunk:  ciphertext | tag (16)         nonce: prefix (7) | number (u32, big endian) | 1 for the last, else 0
 * ```
 */
import { GdbError } from '../shared/errors.js';

const MAGIC = 'gdb-seal';
const ROUNDS = 600_000;
/** A file that asks for more would keep the page busy for minutes. */
const MOST_ROUNDS = 10_000_000;
const CHUNK = 256 * 1024;
const TAG = 16;
const HEADER = 48;

type Bytes = Uint8Array<ArrayBuffer>;

/** Random access to bytes. */
export interface Bytewise {
  readonly size: number;
  read(offset: number, length: number): Promise<Bytes>;
}

/** Seals what flows through. `rounds`: more than the default of 600,000, never fewer. */
export async function seal(passphrase: string, rounds: number = ROUNDS): Promise<TransformStream<Uint8Array, Bytes>> {
  const header = crypto.getRandomValues(new Uint8Array(HEADER));
  header.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(header.buffer);
  for (const [i, value] of [1, Math.max(rounds, ROUNDS), CHUNK].entries()) view.setUint32(8 + 4 * i, value);
  header.fill(0, HEADER - 5);
  const key = await keyOf(passphrase, header);
  let held = new Uint8Array(CHUNK);
  let filled = 0;
  let number = 0;
  const close = async (isLast: boolean): Promise<Bytes> => {
    const parameters = { name: 'AES-GCM', iv: nonceOf(header, number, isLast), additionalData: header };
    const sealed = await crypto.subtle.encrypt(parameters, key, held.subarray(0, filled));
    number += 1;
    filled = 0;
    return new Uint8Array(sealed);
  };
  return new TransformStream({
    start: (out) => {
      out.enqueue(header.slice());
    },
    async transform(piece, out) {
      for (let at = 0; at < piece.length;) {
        // A full chunk waits for a byte that follows: only then it is known not to be the last.
        if (filled === CHUNK) out.enqueue(await close(false));
        const taken = piece.subarray(at, at + CHUNK - filled);
        held.set(taken, filled);
        filled += taken.length;
        at += taken.length;
      }
    },
    async flush(out) {
      out.enqueue(await close(true));
      held = new Uint8Array();
    },
  });
}

/** True for a file that only a passphrase opens. */
export async function isSealed(file: Bytewise): Promise<boolean> {
  return file.size >= MAGIC.length && new TextDecoder().decode(await file.read(0, MAGIC.length)) === MAGIC;
}

/** What was sealed, chunk by chunk as it is asked for. Rejects `wrong-passphrase`, `bad-file`, `unsupported-file`. */
export async function unseal(file: Bytewise, passphrase: string): Promise<Bytewise> {
  const header = await file.read(0, HEADER);
  const view = new DataView(header.buffer, header.byteOffset);
  const body = file.size - HEADER;
  if (header.length < HEADER || body < TAG) throw new GdbError('bad-file', 'The file is cut short.');
  const [version, rounds, chunk] = [view.getUint32(8), view.getUint32(12), view.getUint32(16)];
  if (version !== 1 || chunk !== CHUNK || rounds < ROUNDS || rounds > MOST_ROUNDS)
    throw new GdbError('unsupported-file', 'The file is sealed in a way that this version does not open.');
  const key = await keyOf(passphrase, header);
  const chunks = Math.ceil(body / (CHUNK + TAG));
  const size = body - chunks * TAG;
  let last: { readonly number: number; readonly bytes: Bytes } | null = null;
  const open = async (number: number): Promise<Bytes> => {
    if (last?.number === number) return last.bytes;
    const sealed = await file.read(HEADER + number * (CHUNK + TAG), CHUNK + TAG);
    const iv = nonceOf(header, number, number === chunks - 1);
    const parameters = { name: 'AES-GCM', iv, additionalData: header };
    const bytes = await crypto.subtle.decrypt(parameters, key, sealed).then(
      (plain) => new Uint8Array(plain),
      () => {
        throw number === 0
          ? new GdbError('wrong-passphrase', 'This passphrase does not open the file.')
          : new GdbError('bad-file', 'The file is damaged, cut short, or was put together anew.');
      },
    );
    last = { number, bytes };
    return bytes;
  };
  // Of a single chunk nobody could tell a wrong passphrase from a missing end.
  await open(0);
  await open(chunks - 1);
  return {
    size,
    read: async (offset, length) => {
      const end = Math.min(size, offset + length);
      const bytes = new Uint8Array(Math.max(0, end - offset));
      for (let at = offset; at < end;) {
        const number = Math.floor(at / CHUNK);
        const plain = (await open(number)).subarray(at - number * CHUNK, end - number * CHUNK);
        bytes.set(plain, at - offset);
        at += plain.length;
      }
      return bytes;
    },
  };
}

async function keyOf(passphrase: string, header: Bytes): Promise<CryptoKey> {
  const text = new TextEncoder().encode(passphrase.normalize('NFC'));
  const secret = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveKey']);
  const iterations = new DataView(header.buffer, header.byteOffset).getUint32(12);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: header.slice(20, 36), iterations };
  return crypto.subtle.deriveKey(parameters, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function nonceOf(header: Bytes, number: number, isLast: boolean): Bytes {
  const nonce = new Uint8Array(12);
  nonce.set(header.subarray(36, 43));
  new DataView(nonce.buffer).setUint32(7, number);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

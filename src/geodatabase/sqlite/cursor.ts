/** Reads numbers from bytes one after the other. Beyond the end a RangeError is thrown, which `Database` turns into `bad-file`. */
import { damaged } from '../failures.js';

export class Cursor {
  at: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at = 0) {
    this.#view = viewOf(bytes);
    this.at = at;
  }

  /** SQLite's variable-length integer: up to nine bytes, seven bits each, the ninth with eight. As bigint where a number would round. */
  varint(): number | bigint {
    let value = 0;
    for (let i = 0; i < 7; i++) {
      const byte = this.byte();
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    const eighth = this.byte();
    let wide = (BigInt(value) << 7n) | BigInt(eighth & 127);
    if (eighth > 127) wide = (wide << 8n) | BigInt(this.byte());
    return narrow(BigInt.asIntN(64, wide));
  }

  /** A varint that counts something: from 0 to `most`. */
  count(most: number): number {
    const value = this.varint();
    if (value < 0 || value > most) throw damaged('it holds an impossible count');
    return Number(value);
  }

  byte(): number {
    return this.#view.getUint8(this.at++);
  }
}

/** A number where it says the same. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

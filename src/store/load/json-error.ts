/** Where JSON stops being JSON: asked only when JSON.parse said no, since browsers don't agree in how they tell the place. */
import { BACKSLASH, CLOSE_LIST, CLOSE_OBJECT, COLON, COMMA, isSpace, OPEN_LIST, OPEN_OBJECT, QUOTE } from './bytes.js';

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Index of the first byte that cannot stand there; the length when the end comes too early; null when nothing is wrong. */
export function findJsonError(bytes: Uint8Array): number | null {
  // One character a byte, so that places in the text are places in the bytes.
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const open: number[] = [];
  let index = text.startsWith('\xef\xbb\xbf') ? 3 : 0;
  let expects: 'value' | 'value or close' | 'key' | 'key or close' | 'colon' | 'comma' = 'value';
  for (; index < bytes.length;) {
    const byte = bytes[index];
    if (isSpace(byte)) {
      index++;
      continue;
    }
    const inside = open.at(-1);
    if (expects === 'comma') {
      if (inside === undefined) return index;
      if (byte === COMMA) expects = inside === OPEN_OBJECT ? 'key' : 'value';
      else if (byte === (inside === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST)) open.pop();
      else return index;
      index++;
    } else if (expects === 'colon') {
      if (byte !== COLON) return index;
      expects = 'value';
      index++;
    } else if (expects === 'key' || expects === 'key or close') {
      if (byte === CLOSE_OBJECT && expects === 'key or close') {
        open.pop();
        expects = 'comma';
        index++;
        continue;
      }
      if (byte !== QUOTE) return index;
      const end = endOfString(text, index);
      if (end < 0) return -end;
      index = end;
      expects = 'colon';
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      open.push(byte);
      expects = byte === OPEN_OBJECT ? 'key or close' : 'value or close';
      index++;
    } else if (byte === CLOSE_LIST && expects === 'value or close') {
      open.pop();
      expects = 'comma';
      index++;
    } else {
      const end = byte === QUOTE ? endOfString(text, index) : (match(NUMBER, text, index) ?? match(WORD, text, index));
      if (end === null) return index;
      if (end < 0) return -end;
      index = end;
      expects = 'comma';
    }
  }
  return expects === 'comma' && open.length === 0 ? null : bytes.length;
}

/** Index after the closing quote; negative, the place of the fault. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length;) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index + 1;
    if (code < 0x20) return -index;
    if (code === BACKSLASH) {
      const end = match(ESCAPE, text, index);
      if (end === null) return -index;
      index = end;
    } else index++;
  }
  return -text.length;
}

function match(pattern: RegExp, text: string, index: number): number | null {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : null;
}

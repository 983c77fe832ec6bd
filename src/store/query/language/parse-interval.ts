/** INTERVAL '7' DAY, INTERVAL '3 05:32:28' DAY TO SECOND. */
import type { Cursor } from './cursor.js';
import { INTERVAL_UNITS, parseInterval } from './dates.js';
import type { Operand } from './syntax.js';

export function parseIntervalLiteral(cursor: Cursor): Operand {
  const { at } = cursor.step();
  const textAt = cursor.at;
  const text = cursor.needText('a text');
  const from = cursor.needWord(...INTERVAL_UNITS);
  const to = cursor.takeWord('TO') ? cursor.needWord(...INTERVAL_UNITS) : from;
  const ms = parseInterval(text, from, to);
  if (ms === undefined) {
    return cursor.source.refuse(textAt, `expected an INTERVAL such as '7' DAY or '3 05:32:28' DAY TO SECOND`);
  }
  return { kind: 'constant', type: 'interval', value: ms, at };
}

/**
 * Dates, times and intervals as the query language writes them. All in UTC: that is what a service without `dateFieldsTimeReference` means.
 * https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/ ("Date-time queries")
 */
import type { DatePart } from './syntax.js';

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\S+?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;
/** Nothing that is a date is longer; keeps the patterns from working on more. */
const LONGEST = 40;

export interface Moment {
  /** Epoch ms. */
  readonly ms: number;
  /** `date` when no time of day was written. */
  readonly type: 'date' | 'timestamp';
}

/** `2024-05-01`, `2024-05-01 10:30:00.5`, `2024-05-01T10:30:00+02:00`; undefined for anything else, the 30th of February included. */
export function parseMoment(text: string): Moment | undefined {
  if (text.length > LONGEST) return undefined;
  const [, year, month, day, time, zone] = DATE.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const made = new Date(midnight);
  if (made.getUTCMonth() !== Number(month) - 1 || made.getUTCDate() !== Number(day)) return undefined;
  if (time === undefined) return { ms: midnight, type: 'date' };
  const sinceMidnight = parseTime(time);
  return sinceMidnight === undefined ? undefined : { ms: midnight + sinceMidnight - offsetOf(zone), type: 'timestamp' };
}

/** `10:30`, `10:30:15.250` as ms since midnight. */
export function parseTime(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const [, hour, minute, second = '0', fraction = '0'] = TIME.exec(text.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return Number(hour) * HOUR + Number(minute) * MINUTE + Math.floor(Number(`${second}.${fraction}`) * SECOND);
}

/** `+02:00` as ms. */
function offsetOf(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE);
}

export type IntervalUnit = 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';
/** From large to small. */
export const INTERVAL_UNITS: readonly IntervalUnit[] = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];
const MS: Readonly<Record<IntervalUnit, number>> = { DAY, HOUR, MINUTE, SECOND };

/** The ms of `'3 05:32:28'` in `DAY TO SECOND`, of `'90'` in `MINUTE TO MINUTE` (written `MINUTE`); undefined when it is none. */
export function parseInterval(text: string, from: IntervalUnit, to: IntervalUnit): number | undefined {
  const units = INTERVAL_UNITS.slice(INTERVAL_UNITS.indexOf(from), INTERVAL_UNITS.indexOf(to) + 1);
  const [, sign, body] = /^\s*([+-]?)([\d.: ]{1,30})$/.exec(text) ?? [];
  const numbers = (body ?? '').trim().split(/[ :]/);
  if (body === undefined || numbers.length !== units.length) return undefined;
  let ms = 0;
  for (const [i, unit] of units.entries()) {
    const number = numbers[i] ?? '';
    if (!/^\d+(\.\d+)?$/.test(number)) return undefined;
    ms += Number(number) * MS[unit];
  }
  return sign === '-' ? -ms : ms;
}

/** A part of a timestamp, date or time. */
export function partOf(ms: number, part: DatePart): number {
  const date = new Date(ms);
  switch (part) {
    case 'YEAR':
      return date.getUTCFullYear();
    case 'MONTH':
      return date.getUTCMonth() + 1;
    case 'DAY':
      return date.getUTCDate();
    case 'HOUR':
      return date.getUTCHours();
    case 'MINUTE':
      return date.getUTCMinutes();
    case 'SECOND':
      return date.getUTCSeconds();
  }
}

/** Midnight UTC of that day. */
export function dayOf(ms: number): number {
  return Math.floor(ms / DAY) * DAY;
}

/** `2024-05-01 10:30:00`, `2024-05-01` or `10:30:00`; null for what no calendar has. */
export function momentText(ms: number, type: 'date' | 'timestamp' | 'time'): string | null {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return null;
  const [day = '', time = ''] = date.toISOString().split('T');
  const clock = time.slice(0, 'hh:mm:ss'.length);
  return type === 'date' ? day : type === 'time' ? clock : `${day} ${clock}`;
}

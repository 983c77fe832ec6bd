/** Bytes, shares and times as a language writes them. */
import { numberFormat, numberText, relativeFormat } from './intl.js';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `12 MB`, `340 kB`: decimal units, at most one decimal below 10. */
export function formatBytes(bytes: number, lang: string): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return numberFormat(lang, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 1 ? 1 : 0,
  }).format(value);
}

/** `1.2 MB/s`. */
export function formatRate(bytesPerSecond: number, lang: string): string {
  const power = Math.min(Math.max(Math.floor(Math.log10(Math.max(bytesPerSecond, 1)) / 3), 1), UNITS.length - 1);
  const value = bytesPerSecond / 1000 ** power;
  return numberFormat(lang, {
    style: 'unit',
    unit: `${UNITS[power] ?? 'kilobyte'}-per-second`,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** `10,000`, as a language writes it. */
export function formatNumber(value: number, lang: string): string {
  return numberText(value, lang);
}

/** `42%` from 42. */
export function formatPercent(percent: number, lang: string): string {
  return numberFormat(lang, { style: 'percent' }).format(percent / 100);
}

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `5 minutes ago`, `now`; `in 25 seconds` for what is still to come. Times in epoch ms. */
export function formatRelative(time: number, now: number, lang: string): string {
  const seconds = (time - now) / 1000;
  const relative = relativeFormat(lang, seconds > 0 ? 'always' : 'auto');
  // A countdown of a minute and a half is 90 seconds: rounded to minutes it would stand still.
  const [unit, length] = STEPS.find(([, step]) => -seconds >= step || seconds >= step * 2) ?? ['second', 1];
  // What happened within the last minute is "now": seconds that count up would only unsettle.
  if (unit === 'second' && seconds <= 0) return relative.format(0, 'second');
  return relative.format(seconds > 0 ? Math.ceil(seconds / length) : Math.trunc(seconds / length), unit);
}

/** `12 Nov 2026`, as a language writes it. */
export function formatDate(time: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium' }).format(time);
}

/** A date and time in full, for a tooltip. */
export function formatDateTime(time: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

const LENGTHS: readonly (readonly [unit: 'day' | 'hour' | 'minute', seconds: number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `5 min`, `40 sec`: how long something takes, from milliseconds. */
export function formatDuration(milliseconds: number, lang: string): string {
  const seconds = Math.max(0, milliseconds / 1000);
  const [unit, length] = LENGTHS.find(([, step]) => seconds >= step) ?? (['second', 1] as const);
  return numberFormat(lang, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.round(seconds / length));
}

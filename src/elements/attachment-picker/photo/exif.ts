/** What a photo says about itself, and the few things that may be changed in it: its position, and how it is turned. https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E */
import { joinBytes, LARGEST_EXIF } from './jpeg.js';
import {
  ASCII,
  BYTE,
  directoryBytes,
  entryOf,
  even,
  LONG,
  RATIONAL,
  SHORT,
  Tiff,
  type Directory,
  type Entry,
  type Field,
} from './tiff.js';

/** WGS 84. */
export interface PhotoPosition {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** Metres; null where nobody told. */
  readonly accuracy: number | null;
  readonly altitude: number | null;
  /** Epoch ms of the measurement; null where nobody told. */
  readonly at: number | null;
}

export interface PhotoFacts {
  readonly position: PhotoPosition | null;
  /** `2026-04-12T10:15:30`, the clock of the camera; null where it does not tell. */
  readonly takenAt: string | null;
  /** `+02:00`; null where it does not tell. */
  readonly offset: string | null;
  /** 1 to 8, as EXIF counts. 1 is upright. */
  readonly orientation: number;
}

const ORIENTATION = 0x0112;
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
const ORIGINAL_TIME = 0x9003;
const ORIGINAL_OFFSET = 0x9011;
const WIDTH = 0xa002;
const HEIGHT = 0xa003;
const GPS = {
  version: 0,
  latRef: 1,
  lat: 2,
  lonRef: 3,
  lon: 4,
  altRef: 5,
  alt: 6,
  time: 7,
  datum: 18,
  date: 29,
  error: 31,
};

export const NO_FACTS: PhotoFacts = { position: null, takenAt: null, offset: null, orientation: 1 };

/** Nothing is guessed: what is missing, damaged or out of range is not there. */
export function readFacts(exif: Uint8Array | null): PhotoFacts {
  const tiff = exif === null ? null : Tiff.read(exif);
  if (tiff === null) return NO_FACTS;
  const { first } = tiff;
  const turned = entryOf(first, ORIENTATION);
  const orientation = turned === undefined ? 1 : tiff.number(turned);
  const details = tiff.below(first, EXIF_IFD);
  const gps = tiff.below(first, GPS_IFD);
  return {
    position: gps === null ? null : readPosition(tiff, gps),
    ...readTime(tiff, details),
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
  };
}

/**
 * The same EXIF data with a position, which must have none of its own. What was there keeps its place: the new directories stand behind it, so that
 * makers' notes still find their parts. Null when there is no room for it.
 */
export function withPosition(exif: Uint8Array | null, position: PhotoPosition): Uint8Array | null {
  const tiff = (exif === null ? null : Tiff.read(exif)) ?? Tiff.empty();
  const { first } = tiff;
  const known = tiff.below(first, GPS_IFD);
  const fields = positionFields(position, tiff.isLittle);
  const ours = new Set(fields.map(({ tag }) => tag));
  const kept = (known?.entries ?? []).filter(({ tag }) => !ours.has(tag));
  const gpsAt = even(tiff.bytes.length);
  const gps = directoryBytes([...fields, ...kept.map((entry) => copied(tiff, entry))], {
    at: gpsAt,
    next: 0,
    isLittle: tiff.isLittle,
  });
  const firstAt = even(gpsAt + gps.length);
  const pointer: Field = { tag: GPS_IFD, type: LONG, count: 1, data: longs([gpsAt], tiff.isLittle) };
  const others = first.entries.filter(({ tag }) => tag !== GPS_IFD).map((entry) => copied(tiff, entry));
  const start = directoryBytes([...others, pointer], { at: firstAt, next: first.next, isLittle: tiff.isLittle });
  tiff.view.setUint32(4, firstAt, tiff.isLittle);
  const whole = joinBytes([
    tiff.bytes,
    new Uint8Array(gpsAt - tiff.bytes.length),
    gps,
    new Uint8Array(firstAt - gpsAt - gps.length),
    start,
  ]);
  return whole.length > LARGEST_EXIF ? null : whole;
}

/** Without a position, and without its digits: their bytes become zeros. */
export function withoutPosition(exif: Uint8Array): Uint8Array {
  const tiff = Tiff.read(exif);
  if (tiff === null) return new Uint8Array();
  const gps = tiff.below(tiff.first, GPS_IFD);
  if (gps === null) return tiff.bytes;
  const end = gps.at + 2 + tiff.short(gps.at) * 12 + 4;
  for (const { valueAt, size } of gps.entries) tiff.bytes.fill(0, valueAt, valueAt + size);
  tiff.bytes.fill(0, gps.at, Math.min(end, tiff.bytes.length));
  return tiff.bytes;
}

/** For pixels that were turned upright and drawn anew: how they lay, their old size and their old small picture no longer hold. */
export function asDrawn(exif: Uint8Array, size: { readonly width: number; readonly height: number }): Uint8Array {
  const tiff = Tiff.read(exif);
  if (tiff === null) return new Uint8Array();
  const { first } = tiff;
  put(tiff, first, ORIENTATION, 1);
  const details = tiff.below(first, EXIF_IFD);
  if (details !== null) {
    put(tiff, details, WIDTH, size.width);
    put(tiff, details, HEIGHT, size.height);
  }
  const next = first.at + 2 + tiff.short(first.at) * 12;
  if (next + 4 <= tiff.bytes.length) tiff.view.setUint32(next, 0, tiff.isLittle);
  return tiff.bytes;
}

/** EXIF data that say how the photo is turned and nothing else; null for one that is upright. */
export function onlyOrientation(orientation: number): Uint8Array | null {
  return orientation === 1
    ? null
    : newExif([{ tag: ORIENTATION, type: SHORT, count: 1, data: shorts([orientation]) }], []);
}

/** EXIF data of a photo that was taken here. `takenAt` and `offset` as in {@link PhotoFacts}. */
export function takenHere(takenAt: string, offset: string): Uint8Array {
  return newExif(
    [],
    [
      { tag: 0x9000, type: 7, count: 4, data: ascii('0232').subarray(0, 4) },
      text(ORIGINAL_TIME, takenAt.replaceAll('-', ':').replace('T', ' ')),
      text(ORIGINAL_OFFSET, offset),
    ],
  );
}

function newExif(first: readonly Field[], details: readonly Field[]): Uint8Array {
  const { bytes, isLittle } = Tiff.empty();
  const at = bytes.length;
  const own = details.length === 0 ? new Uint8Array() : directoryBytes(details, { at, next: 0, isLittle });
  const firstAt = even(at + own.length);
  const pointer: Field = { tag: EXIF_IFD, type: LONG, count: 1, data: longs([at], isLittle) };
  const start = directoryBytes(details.length === 0 ? first : [...first, pointer], { at: firstAt, next: 0, isLittle });
  new DataView(bytes.buffer).setUint32(4, firstAt, isLittle);
  return joinBytes([bytes, own, new Uint8Array(firstAt - at - own.length), start]);
}

function readPosition(tiff: Tiff, gps: Directory): PhotoPosition | null {
  const latitude = degrees(tiff, gps, { value: GPS.lat, side: GPS.latRef, negative: 'S', most: 90 });
  const longitude = degrees(tiff, gps, { value: GPS.lon, side: GPS.lonRef, negative: 'W', most: 180 });
  // Zeros are what an app writes that has no position.
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null;
  const error = entryOf(gps, GPS.error);
  const accuracy = error === undefined ? NaN : tiff.number(error);
  const height = entryOf(gps, GPS.alt);
  const altitude = height === undefined ? NaN : tiff.number(height);
  const below = entryOf(gps, GPS.altRef);
  const isBelow = below !== undefined && tiff.number(below) === 1;
  return {
    latitude,
    longitude,
    accuracy: Number.isFinite(accuracy) && accuracy > 0 ? accuracy : null,
    altitude: Number.isFinite(altitude) ? (isBelow ? -altitude : altitude) : null,
    at: null,
  };
}

function degrees(
  tiff: Tiff,
  gps: Directory,
  {
    value,
    side,
    negative,
    most,
  }: { readonly value: number; readonly side: number; readonly negative: string; readonly most: number },
): number | null {
  const entry = entryOf(gps, value);
  const reference = entryOf(gps, side);
  if (entry?.type !== RATIONAL || reference === undefined) return null;
  // Some write whole degrees with a fraction and 0/0 for the rest.
  const parts = [0, 1, 2].map((index) => tiff.number(entry, index));
  const [whole = NaN, minutes = 0, seconds = 0] = parts.map((part, index) =>
    index > 0 && Number.isNaN(part) ? 0 : part,
  );
  const degree = whole + minutes / 60 + seconds / 3600;
  if (!Number.isFinite(degree) || degree > most) return null;
  return tiff.text(reference).toUpperCase().startsWith(negative) ? -degree : degree;
}

function readTime(tiff: Tiff, details: Directory | null): Pick<PhotoFacts, 'takenAt' | 'offset'> {
  const taken = details === null ? undefined : entryOf(details, ORIGINAL_TIME);
  const zone = details === null ? undefined : entryOf(details, ORIGINAL_OFFSET);
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(taken === undefined ? '' : tiff.text(taken));
  const offset = /^[+-]\d\d:\d\d/.exec(zone === undefined ? '' : tiff.text(zone))?.[0] ?? null;
  if (parts === null || parts[1] === '0000') return { takenAt: null, offset: null };
  const [, year = '', month = '', day = '', time = ''] = parts;
  return { takenAt: `${year}-${month}-${day}T${time}`, offset };
}

function positionFields(
  { latitude, longitude, accuracy, altitude, at }: PhotoPosition,
  isLittle: boolean,
): readonly Field[] {
  const rationals = (tag: number, pairs: readonly (readonly [number, number])[]): Field => ({
    tag,
    type: RATIONAL,
    count: pairs.length,
    data: longs(pairs.flat(), isLittle),
  });
  const stamp = at === null ? null : new Date(at).toISOString();
  const [date = '', time = ''] = stamp === null ? [] : stamp.split('T');
  return [
    { tag: GPS.version, type: BYTE, count: 4, data: new Uint8Array([2, 3, 0, 0]) },
    text(GPS.latRef, latitude < 0 ? 'S' : 'N'),
    rationals(GPS.lat, sexagesimal(latitude)),
    text(GPS.lonRef, longitude < 0 ? 'W' : 'E'),
    rationals(GPS.lon, sexagesimal(longitude)),
    text(GPS.datum, 'WGS-84'),
    ...(accuracy === null ? [] : [rationals(GPS.error, [[Math.round(Math.min(accuracy, 1e7) * 100), 100]])]),
    ...(altitude === null
      ? []
      : [
          { tag: GPS.altRef, type: BYTE, count: 1, data: new Uint8Array([altitude < 0 ? 1 : 0]) },
          rationals(GPS.alt, [[Math.round(Math.min(Math.abs(altitude), 1e6) * 100), 100]]),
        ]),
    ...(stamp === null
      ? []
      : [
          text(GPS.date, date.replaceAll('-', ':')),
          rationals(
            GPS.time,
            [0, 3, 6].map((start) => [Number(time.slice(start, start + 2)), 1] as const),
          ),
        ]),
  ];
}

/** Degrees, minutes, and seconds to a ten-thousandth: 3 mm. */
function sexagesimal(degree: number): readonly (readonly [number, number])[] {
  const units = Math.round(Math.abs(degree) * 3600 * 10_000);
  const seconds = units % 600_000;
  const minutes = Math.floor(units / 600_000);
  return [
    [Math.floor(minutes / 60), 1],
    [minutes % 60, 1],
    [seconds, 10_000],
  ];
}

function put(tiff: Tiff, directory: Directory, tag: number, value: number): void {
  const entry = entryOf(directory, tag);
  if (entry?.count !== 1) return;
  if (entry.type === SHORT) tiff.view.setUint16(entry.valueAt, value, tiff.isLittle);
  if (entry.type === LONG) tiff.view.setUint32(entry.valueAt, value, tiff.isLittle);
}

function copied(tiff: Tiff, entry: Entry): Field {
  return { tag: entry.tag, raw: tiff.raw(entry) };
}

function text(tag: number, value: string): Field {
  const data = ascii(value);
  return { tag, type: ASCII, count: data.length, data };
}

function ascii(value: string): Uint8Array {
  return Uint8Array.from(`${value}\0`, (char) => char.charCodeAt(0));
}

function longs(values: readonly number[], isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setUint32(index * 4, value, isLittle);
  });
  return bytes;
}

/** In the order of a TIFF made here: the high byte first. */
function shorts(values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

/** What a camera writes about a photograph. */
export interface PhotoFacts {
  readonly make: string;
  readonly model: string;
  /** `2024:05:17 10:12:00`, local time of the camera */
  readonly taken: string;
  /** 1 upright, 6 to be turned clockwise by 90 degrees */
  readonly orientation: 1 | 6;
  readonly width: number;
  readonly height: number;
  /** degrees north and east */
  readonly latitude: number;
  readonly longitude: number;
}

type Entry = { tag: number } & (
  | { kind: 'text'; value: string }
  | { kind: 'short' | 'long'; value: number }
  | { kind: 'rationals'; value: readonly (readonly [number, number])[] }
);

const types = { text: 2, short: 3, long: 4, rationals: 5 } as const;
const headerLength = 8;

/**
 * Puts facts into a JPEG file, as an APP1 segment behind the start of the image (Exif 2.3, little endian).
 * @param jpeg a JPEG file without Exif
 */
export function withExif(jpeg: Uint8Array, facts: PhotoFacts): Uint8Array {
  const tiff = writeTiff(facts);
  const name = new TextEncoder().encode('Exif\0\0');
  const length = 2 + name.length + tiff.length;
  const marker = [0xff, 0xe1, length >> 8, length & 255];
  const out = new Uint8Array(jpeg.length + 2 + length);
  out.set(jpeg.subarray(0, 2));
  out.set([...marker, ...name], 2);
  out.set(tiff, 2 + 4 + name.length);
  out.set(jpeg.subarray(2), 2 + 2 + length);
  return out;
}

function writeTiff(facts: PhotoFacts): Uint8Array {
  const camera: Entry[] = [
    { tag: 0x9003, kind: 'text', value: facts.taken },
    { tag: 0xa002, kind: 'long', value: facts.width },
    { tag: 0xa003, kind: 'long', value: facts.height },
  ];
  const place: Entry[] = [
    { tag: 1, kind: 'text', value: facts.latitude < 0 ? 'S' : 'N' },
    { tag: 2, kind: 'rationals', value: degrees(facts.latitude) },
    { tag: 3, kind: 'text', value: facts.longitude < 0 ? 'W' : 'E' },
    { tag: 4, kind: 'rationals', value: degrees(facts.longitude) },
  ];
  const image = (cameraAt: number, placeAt: number): Entry[] => [
    { tag: 0x010f, kind: 'text', value: facts.make },
    { tag: 0x0110, kind: 'text', value: facts.model },
    { tag: 0x0112, kind: 'short', value: facts.orientation },
    { tag: 0x0132, kind: 'text', value: facts.taken },
    { tag: 0x8769, kind: 'long', value: cameraAt },
    { tag: 0x8825, kind: 'long', value: placeAt },
  ];
  const cameraAt = headerLength + writeDirectory(image(0, 0), headerLength).length;
  const cameraPart = writeDirectory(camera, cameraAt);
  const placeAt = cameraAt + cameraPart.length;
  const header = [0x49, 0x49, 42, 0, headerLength, 0, 0, 0];
  return Uint8Array.from([
    ...header,
    ...writeDirectory(image(cameraAt, placeAt), headerLength),
    ...cameraPart,
    ...writeDirectory(place, placeAt),
  ]);
}

/** Values of more than four bytes lie behind the directory. */
function writeDirectory(entries: readonly Entry[], at: number): number[] {
  const directory = [...le(entries.length, 2)];
  const values: number[] = [];
  const valuesAt = at + 2 + entries.length * 12 + 4;
  for (const entry of entries) {
    const bytes = valueBytes(entry);
    const count = entry.kind === 'text' ? bytes.length : entry.kind === 'rationals' ? entry.value.length : 1;
    directory.push(...le(entry.tag, 2), ...le(types[entry.kind], 2), ...le(count, 4));
    if (bytes.length <= 4) {
      directory.push(...bytes, ...new Array<number>(4 - bytes.length).fill(0));
    } else {
      directory.push(...le(valuesAt + values.length, 4));
      values.push(...bytes, ...(bytes.length % 2 === 1 ? [0] : []));
    }
  }
  return [...directory, 0, 0, 0, 0, ...values];
}

function valueBytes(entry: Entry): number[] {
  switch (entry.kind) {
    case 'text':
      return [...new TextEncoder().encode(`${entry.value}\0`)];
    case 'short':
      return le(entry.value, 2);
    case 'long':
      return le(entry.value, 4);
    case 'rationals':
      return entry.value.flatMap(([a, b]) => [...le(a, 4), ...le(b, 4)]);
  }
}

function degrees(value: number): [number, number][] {
  const seconds = Math.round(Math.abs(value) * 3600 * 100);
  return [
    [Math.floor(seconds / 360000), 1],
    [Math.floor((seconds % 360000) / 6000), 1],
    [seconds % 6000, 100],
  ];
}

function le(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255);
}

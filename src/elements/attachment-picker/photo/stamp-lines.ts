import type { PhotoFacts } from './exif.js';

/** What is written on a photo: the same in every language, so that whoever reads it later cannot take the day for the month. */
export function stampLines({ takenAt, position }: Pick<PhotoFacts, 'takenAt' | 'position'>): readonly string[] {
  const lines = takenAt === null ? [] : [takenAt.replace('T', ' ')];
  if (position === null) return lines;
  const { latitude, longitude, accuracy } = position;
  const within = accuracy === null ? '' : ` ±${String(Math.max(1, Math.round(accuracy)))} m`;
  return [...lines, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}${within}`];
}

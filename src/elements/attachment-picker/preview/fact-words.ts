/** Time and place of a photo, as a language writes them. */
import { numberFormat } from '../../common/intl.js';
import type { PhotoFacts } from '../photo/exif.js';

/** What the clock of the camera showed, wherever that was: never turned into the time of this device. */
export function timeWords({ takenAt, offset }: Pick<PhotoFacts, 'takenAt' | 'offset'>, lang: string): string {
  const time = Date.parse(`${takenAt ?? ''}Z`);
  if (Number.isNaN(time)) return takenAt?.replace('T', ' ') ?? '';
  const clock = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
  return `${clock.format(time)} ${offset ?? ''}`.trim();
}

/** North first. Five digits of a degree are a metre; its sign tells where a comma ends one number. */
export function coordinateWords(latitude: number, longitude: number, lang: string): string {
  const digits = { minimumFractionDigits: 5, maximumFractionDigits: 5 };
  const format = numberFormat(lang, { style: 'unit', unit: 'degree', unitDisplay: 'narrow', ...digits });
  return `${format.format(latitude)}, ${format.format(longitude)}`;
}

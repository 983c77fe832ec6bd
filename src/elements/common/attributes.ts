/** Attributes that a person writes by hand. A wrong value is named in words, never guessed at. */
import type { Envelope } from '../../shared/esri.js';

export type Parsed<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false };

const WRONG: { readonly ok: false } = { ok: false };

/** `0,1` as layer ids; nothing for all layers. */
export function parseLayers(text: string | null | undefined): Parsed<readonly number[] | null> {
  if (text === null || text === undefined || text.trim() === '') return { ok: true, value: null };
  const ids = text.split(',').map((part) => part.trim());
  if (!ids.every((id) => /^\d{1,9}$/.test(id))) return WRONG;
  return { ok: true, value: [...new Set(ids.map(Number))] };
}

/** `xmin,ymin,xmax,ymax` with an optional fifth number, the wkid; degrees (4326) without it. Nothing for no limit. */
export function parseExtent(text: string | null | undefined): Parsed<Envelope | null> {
  if (text === null || text === undefined || text.trim() === '') return { ok: true, value: null };
  const parts = text.split(',').map((part) => part.trim());
  const [xmin, ymin, xmax, ymax, wkid = 4326] = parts.map(Number);
  if (parts.length < 4 || parts.length > 5 || parts.includes('') || !parts.map(Number).every(Number.isFinite))
    return WRONG;
  if (xmin === undefined || ymin === undefined || xmax === undefined || ymax === undefined) return WRONG;
  if (xmin >= xmax || ymin >= ymax || !Number.isInteger(wkid) || wkid <= 0) return WRONG;
  return { ok: true, value: { xmin, ymin, xmax, ymax, spatialReference: { wkid } } };
}

/** One of the given words; nothing for the first. */
export function parseWord<Word extends string>(
  text: string | null | undefined,
  words: readonly [Word, ...Word[]],
): Parsed<Word> {
  if (text === null || text === undefined || text.trim() === '') return { ok: true, value: words[0] };
  const word = words.find((candidate) => candidate === text.trim());
  return word === undefined ? WRONG : { ok: true, value: word };
}

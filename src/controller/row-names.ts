/** How a page names a row. Many pages are plain JavaScript: what they left out is told by its name, not in the words of a database. */
import { GdbError } from '../shared/errors.js';

/** Throws `invalid-argument`, which names the argument. `verb`: the one that was called. */
export function requireRowName(verb: string, layerId: unknown, globalId: unknown): void {
  requireLayerId(verb, layerId);
  if (!isName(globalId)) throw wrong(verb, `globalId must be a GlobalID as text, and is ${told(globalId)}`);
}

/** The same of several rows of a layer. `argument`: what the verb calls them. */
export function requireRowNames(verb: string, layerId: unknown, globalIds: unknown, argument = 'globalIds'): void {
  requireLayerId(verb, layerId);
  if (!Array.isArray(globalIds))
    throw wrong(verb, `${argument} must be a list of GlobalIDs as text, and is ${told(globalIds)}`);
  for (const globalId of globalIds as readonly unknown[])
    if (!isName(globalId)) throw wrong(verb, `${argument} must be GlobalIDs as text, and one is ${told(globalId)}`);
}

function requireLayerId(verb: string, layerId: unknown): void {
  if (!Number.isSafeInteger(layerId))
    throw wrong(verb, `layerId must be the number of a layer, and is ${told(layerId)}`);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** The kind alone: what it holds may be somebody's data. */
function told(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return value.trim() === '' ? 'empty' : 'text';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function wrong(verb: string, what: string): GdbError {
  return new GdbError('invalid-argument', `${verb}: ${what}.`);
}

/** The two ways in which a file can fail us. */
import { GdbError } from '../shared/errors.js';

/** The bytes break the rules of their own format. */
export function damaged(what: string, cause?: unknown): GdbError {
  return new GdbError('bad-file', `The file is damaged: ${what}.`, { cause });
}

/** The bytes may be sound, but hold what this reader does not know. It never guesses. */
export function unsupported(what: string): GdbError {
  return new GdbError('unsupported-file', `${what} can’t be read by this version.`);
}

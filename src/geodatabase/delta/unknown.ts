import { GdbError } from '../../shared/errors.js';

/** Changes with something in them that this version does not know: taken in part, they would be lost in part. */
export function unknownChanges(what: string): GdbError {
  return new GdbError('unsupported-file', `${REFUSAL} ${what}`);
}

export const REFUSAL =
  'The service sent changes as a mobile geodatabase that can’t be read by this version. None of them were received, and edits on this device are kept.';

import { GdbError } from '../shared/errors.js';

/** An id that a server gave, as one segment of a path: it must not climb out of it. Throws `bad-reply`. */
export function pathSegment(id: string, what: string): string {
  if (/^[\w{}-][\w{}.-]{0,199}$/.test(id)) return encodeURIComponent(id);
  throw new GdbError('bad-reply', `The service gave a ${what} id that cannot be part of an address.`, {
    answered: true,
  });
}

/** Parts of this library that come by `import()`, when they are first needed. */
import { GdbError } from './errors.js';

/**
 * What `load` imports. Rejects `not-loaded` where that cannot be fetched: nothing was begun, and it can be asked for again. Some browsers remember a file
 * that did not come for as long as the page is open, so the words advise a reload as well.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    throw new GdbError(
      'not-loaded',
      'A part of this page could not be loaded. Try again with a connection, or reload the page.',
      { cause },
    );
  }
}

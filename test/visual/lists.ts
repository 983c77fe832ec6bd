/** Long lists, for `npm run bench:lists`: refused edits in their element, beside a bare windowed list in Lit. */
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import { withErrors } from '../support/error-scenes.js';
import { BareList } from './bare-list.js';
import { measure, type Measured } from './measured-list.js';

export const lists: Readonly<Record<string, (count: number) => Promise<Measured>>> = {
  errors: (count) =>
    measure(Object.assign(document.createElement('gdb-edit-errors'), { controller: withErrors(count) })),
  bare: (count) => {
    const items = withErrors(count).syncErrors.map(({ title, error }) => ({ name: title, text: error.description }));
    return measure(Object.assign(new BareList(), { items }));
  },
};

Object.assign(globalThis, { lists });

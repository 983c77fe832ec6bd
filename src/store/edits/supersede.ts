/** What is left to say of an edit once later ones of its row had their say: what was typed last counts, field by field. */
import type { EditEntry } from '../../shared/records.js';

type Change = Pick<EditEntry, 'seq' | 'operation' | 'attributes' | 'geometry'>;

/**
 * The edit without what any later of `others` says anew; the edit itself when that is nothing, null when nothing is left of it. A later delete
 * takes nothing away: should it be refused, the row is what it was before.
 */
export function leftOf<T extends Change>(edit: T, others: readonly Change[]): T | null {
  const later = others.filter(({ seq, operation }) => seq > edit.seq && operation !== 'delete');
  if (later.length === 0) return edit;
  // Who adds or changes the row wants it to be there, and an add says all of it.
  if (edit.operation === 'delete' || later.some(({ operation }) => operation === 'add')) return null;
  const said = new Set(later.flatMap((other) => Object.keys(other.attributes ?? {})));
  const attributes = Object.fromEntries(Object.entries(edit.attributes ?? {}).filter(([name]) => !said.has(name)));
  const left: T = { ...edit, attributes };
  if (later.some(({ geometry }) => geometry !== undefined)) delete (left as { geometry?: unknown }).geometry;
  const isEmpty = Object.keys(attributes).length === 0 && left.geometry === undefined;
  return edit.operation === 'update' && isEmpty ? null : left;
}

import { isGdbError } from '../../shared/errors.js';
import { OWN_CODES } from '../../shared/records.js';
import { afterRefusal, isRefusalOfAll, NO_SEARCH } from '../bisect.js';
import { MOST_EDITS } from '../context.js';
import type { RunContext } from '../context.js';
import type { FoldedEdit } from '../fold.js';
import type { ActiveState } from '../state.js';
import { isTooLarge, setAside } from './request-size.js';
import type { Sendable } from './request-size.js';

/** True when a request was refused as a whole, and a smaller one is to be tried: what became of the first is asked before anything is sent. */
export function divides(error: unknown, state: ActiveState, { session }: RunContext): boolean {
  if (!isGdbError(error) || session.carried.length === 0 || isTooLarge(error)) return false;
  if (state.kind !== 'submitting' && state.kind !== 'waiting-server') return false;
  if (!isRefusalOfAll(error, state.run.retries)) return false;
  const { carried, search, moreToSend: othersWait } = session;
  session.carried = [];
  const next = afterRefusal(search, { error, carried, othersWait });
  if (next.kind === 'give-up') {
    session.search = NO_SEARCH;
    session.editLimit = MOST_EDITS;
    return false;
  }
  session.search = next.search;
  session.editLimit = next.limit ?? MOST_EDITS;
  return true;
}

/** The numbers of edits that are left out until others went through. */
export function suspectSeqs({ session }: RunContext): ReadonlySet<number> {
  return new Set(session.search.suspects.flatMap(({ seqs }) => seqs));
}

/** The service takes edits: what it refused alone is set aside, with its words. True when there was such. */
export async function setSuspectsAside(edits: readonly FoldedEdit[], context: RunContext): Promise<boolean> {
  const { session } = context;
  const { suspects, accepted } = session.search;
  if (!accepted || suspects.length === 0) return false;
  const blamed = new Map(suspects.map(({ seqs, error }) => [seqs[0], error]));
  const found = edits.filter((edit): edit is Sendable => edit.kind !== 'void' && blamed.has(edit.seqs[0]));
  await setAside(
    found,
    (edit) => ({
      code: OWN_CODES.blamed,
      description:
        `The service took the other changes, but no request that carried this one. ${blamed.get(edit.seqs[0])?.message ?? ''}`.trim(),
    }),
    context,
  );
  session.search = { ...session.search, suspects: [] };
  return found.length > 0;
}

import { groupBy } from '../../shared/collections.js';
import { isGdbError } from '../../shared/errors.js';
import { geodatabaseOf, versionOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { FoldedEdit } from '../fold.js';
import { matchResults } from '../match-results.js';
import type { EditOutcome, EditResult } from '../ports.js';
import type { EditOperation } from '../../shared/records.js';
import type { Verdict } from '../reconcile.js';
import { askFor } from './ask.js';

/** Codes of protocol 9 that are no verdict on the edit itself. */
const ROLLED_BACK: ReadonlySet<number> = new Set([1003, 1012, 2000]);
/** "There already", "not there (any more)": the service is asked what it has before this is believed to be an error. */
const DOUBTFUL: Readonly<Record<EditOperation, ReadonlySet<number>>> = {
  add: new Set([1022]),
  update: new Set(),
  delete: new Set([1011, 1013]),
  attachAdd: new Set([1008, 1022]),
  attachUpdate: new Set(),
  attachDelete: new Set([1010, 1011, 1013]),
};

type Refused = Extract<EditOutcome, { kind: 'refused' }>;

export interface SettledResults {
  readonly outcomes: readonly EditOutcome[];
  /** Edits without a result of their own. */
  readonly unknown: number;
  /** Not at fault, but undone with those that were: they stay in the log. */
  readonly rolledBack: number;
}

/**
 * Results as outcomes. A browser may send a POST again by itself when a connection dies, and the second reply then says "already there" of what the
 * first one did (protocol 15.1): such refusals are compared with what the service has.
 */
export async function settleResults(
  edits: readonly FoldedEdit[],
  results: readonly EditResult[],
  context: RunContext,
): Promise<SettledResults> {
  const { outcomes, unknown } = matchResults(edits, results);
  const rolledBack = outcomes.filter((outcome) => outcome.kind === 'refused' && ROLLED_BACK.has(outcome.error.code));
  const doubtful = outcomes.filter(isDoubtful);
  const plain = outcomes.filter((outcome) => !rolledBack.includes(outcome) && !doubtful.includes(outcome as Refused));
  const compared = await compareWithService(doubtful, edits, context);
  return {
    outcomes: await learnAttachmentIds([...plain, ...compared.outcomes], context),
    unknown: unknown.length + compared.unknown,
    rolledBack: rolledBack.length,
  };
}

/** Where the results of new attachments do not tell their ids the service is asked once. Nobody needs them to send, so a no is no harm. */
async function learnAttachmentIds(
  outcomes: readonly EditOutcome[],
  context: RunContext,
): Promise<readonly EditOutcome[]> {
  const nameless = outcomes.filter(
    (outcome) => outcome.kind === 'sent' && outcome.operation === 'attachAdd' && outcome.objectId === null,
  );
  if (nameless.length === 0) return outcomes;
  const ids = new Map<string, number>();
  const { layers } = geodatabaseOf(await context.store.info());
  try {
    for (const [layerId, own] of groupBy(nameless, (outcome) => outcome.layerId)) {
      const layer = layers.find((candidate) => candidate.layerId === layerId);
      if (layer === undefined) continue;
      const parents = [...new Set(own.map(({ globalId }) => globalId))];
      const { signal } = new AbortController();
      const gdbVersion = versionOf(context);
      for (const { globalId, attachmentId } of await context.service.queryAttachments(layer, parents, {
        signal,
        gdbVersion,
      }))
        ids.set(globalId, attachmentId);
    }
  } catch (error) {
    if (!isGdbError(error)) throw error;
  }
  return outcomes.map((outcome) =>
    nameless.includes(outcome) && outcome.kind === 'sent'
      ? { ...outcome, objectId: ids.get(outcome.attachmentGlobalId ?? '') ?? null }
      : outcome,
  );
}

function isDoubtful(outcome: EditOutcome): outcome is Refused {
  return outcome.kind === 'refused' && DOUBTFUL[outcome.operation].has(outcome.error.code);
}

async function compareWithService(
  doubtful: readonly Refused[],
  edits: readonly FoldedEdit[],
  context: RunContext,
): Promise<{ readonly outcomes: readonly EditOutcome[]; readonly unknown: number }> {
  if (doubtful.length === 0) return { outcomes: [], unknown: 0 };
  const firstSeqs = new Set(doubtful.map(firstSeq));
  const asked = edits.filter((edit) => firstSeqs.has(firstSeq(edit)));
  let verdict: Verdict;
  try {
    const layers = new Map(geodatabaseOf(await context.store.info()).layers.map((layer) => [layer.layerId, layer]));
    verdict = await askFor(asked, layers, { context, signal: new AbortController().signal });
  } catch (error) {
    // What the other results say is recorded all the same; these are unknown until the service can be asked.
    if (!isGdbError(error)) throw error;
    return { outcomes: [], unknown: doubtful.length };
  }
  const proved = new Map(verdict.outcomes.map((outcome) => [firstSeq(outcome), outcome]));
  const outcomes = doubtful.map((refused) => proved.get(firstSeq(refused)) ?? refused);
  const rest = verdict.absent.filter((edit) => !firstSeqs.has(firstSeq(edit)));
  // A replacement goes in the same run, as what is unknown does.
  const replaced = outcomes.filter(({ kind }) => kind === 'replace');
  return { outcomes, unknown: rest.length + replaced.length };
}

function firstSeq(of: { readonly seqs: readonly number[] }): number | undefined {
  return of.seqs[0];
}

/** Bugs to be caught: for an invariant of docs/sync-machine.md, the text that breaks it. */
import type { Replacement } from '../bundle.js';
import type { Phase } from '../page/busy.js';

/** Where a bug is looked for: cells of the fault matrix by a pattern of their names, seeds of `convergence`, or rounds of `kill`. */
export type Hunt =
  | { readonly command: 'faults'; readonly cells: RegExp }
  | { readonly command: 'convergence'; readonly seeds: number }
  | { readonly command: 'kill'; readonly rounds: number; readonly phase: Phase };

export interface Bug {
  readonly invariant: number;
  readonly name: string;
  readonly replacements: readonly Replacement[];
  readonly hunt: Hunt;
}

const edits = /^synchronizeReplica, edits/;

export const bugs: readonly Bug[] = [
  {
    invariant: 1,
    name: 'an edit is acknowledged before its commit',
    replacements: [
      {
        file: 'src/controller/page-controller.ts',
        from: 'return (await this.#engine()).local.applyEdits(layerId, edits, options);',
        to: `const { local } = await this.#engine();
    setTimeout(() => void local.applyEdits(layerId, edits, options).catch(() => undefined), 3000);
    return { addResults: [], updateResults: [], deleteResults: [] };`,
      },
    ],
    hunt: { command: 'kill', rounds: 4, phase: 'editing' },
  },
  {
    invariant: 2,
    name: 'the log is cleared up to its end, not of what has a result',
    replacements: [
      {
        file: 'src/store/edits/outcomes.ts',
        from: 'for (const entry of entries) await store.delete(entry.seq);',
        to: 'await store.clear();',
      },
    ],
    hunt: { command: 'faults', cells: edits },
  },
  {
    invariant: 2,
    name: 'a deleted add vanishes although an attempt of unknown fate holds it',
    replacements: [
      {
        file: 'src/store/edits/log.ts',
        from: "attempt.kind === 'sync' &&",
        to: "attempt.kind === 'sync' && attempt.throughSeq < 0 &&",
      },
    ],
    hunt: { command: 'faults', cells: edits },
  },
  {
    invariant: 3,
    name: 'the status URL of a job is forgotten',
    replacements: [
      {
        file: 'src/sync/effects/accept.ts',
        from: '{ statusUrl: submission.statusUrl }',
        to: '{}',
      },
    ],
    hunt: { command: 'faults', cells: /^status of a job that takes its time/ },
  },
  {
    invariant: 4,
    name: 'edits of unknown fate are sent again without asking',
    replacements: [
      {
        file: 'src/sync/effects/prepare.ts',
        from: "operation.kind === 'unregister' ? [] : await context.store.openAttempts()",
        to: '[]',
      },
    ],
    hunt: { command: 'faults', cells: edits },
  },
  {
    invariant: 4,
    name: 'one look instead of two',
    replacements: [
      {
        file: 'src/sync/reconcile.ts',
        from: "if (canDouble.length === 0) return { kind: 'certain' };",
        to: "if (canDouble.length >= 0) return { kind: 'certain' };",
      },
    ],
    hunt: {
      command: 'faults',
      cells: /^synchronizeReplica, (edits|one bad edit|as a job) .*(holdRequest|commitAfterClientGaveUp)/,
    },
  },
  {
    invariant: 5,
    name: 'an absent result is taken for success',
    replacements: [
      {
        file: 'src/sync/match-results.ts',
        from: 'const first = candidates[0];',
        to: 'const first = candidates[0];\n  if (first === undefined) return sentOutcome(edit, { objectId: null });',
      },
    ],
    hunt: { command: 'faults', cells: /editIgnored/ },
  },
  {
    invariant: 6,
    name: 'the generation moves with an upload-only reply',
    replacements: [
      {
        file: 'src/sync/effects/apply.ts',
        from: 'receives ? ofLayers(reply.generations, leg.layerIds) : null',
        to: 'ofLayers(reply.generations, leg.layerIds)',
      },
    ],
    hunt: { command: 'convergence', seeds: 30 },
  },
  {
    invariant: 7,
    name: 'the bytes of photos go with their feature',
    replacements: [
      {
        file: 'src/store/edits/outcomes.ts',
        from: 'if (own.length > 0) await rowSent(work, rows, outcome, own);',
        to: `if (own.length > 0) await rowSent(work, rows, outcome, own);
  if (own.length > 0)
    for (const one of await attachmentsOf(work, outcome.layerId, outcome.globalId)) await removeAttachment(work, one);`,
      },
    ],
    hunt: { command: 'faults', cells: edits },
  },
  {
    invariant: 8,
    name: 'a refused token discards what was to be sent',
    replacements: [
      {
        file: 'src/sync/effects/submit-sync.ts',
        from: 'if (isCertain || isTooLarge(error)) {',
        to: `if (isCertain) {
    const outcomes = foldEdits(await readAttemptBatch(context.store, attempt)).map(({ seqs, layerId, globalId }) => ({
      kind: 'void', seqs, layerId, globalId,
    }));
    const now = context.clock.now();
    await context.store.recordOutcomes(context.epoch, { attemptId: attempt.id, outcomes, settle: true, now });
  } else if (isTooLarge(error)) {`,
      },
    ],
    hunt: { command: 'faults', cells: /^synchronizeReplica, edits .*token49/ },
  },
  {
    invariant: 9,
    name: 'every tab has the lock, and nobody checks the epoch',
    replacements: [
      {
        file: 'src/store/work.ts',
        from: 'if (state.epoch !== epoch) throw',
        to: 'if (state.epoch !== epoch && epoch < 0) throw',
      },
      {
        file: 'src/controller/sync-lock.ts',
        from: 'options.steal ? { steal: true } : { ifAvailable: true }',
        to: "{ mode: 'shared' }",
      },
    ],
    hunt: { command: 'faults', cells: /from two tabs/ },
  },
  {
    invariant: 10,
    name: 'an echo is a conflict',
    replacements: [
      {
        file: 'src/store/downloads/receive-row.ts',
        from: 'const isEcho = base !== undefined && ',
        to: 'const isEcho = false && ',
      },
    ],
    hunt: { command: 'faults', cells: edits },
  },
  {
    invariant: 11,
    name: 'what is overwritten is not looked at before',
    replacements: [
      {
        file: 'src/sync/plan.ts',
        from: "const overwrites = own.some((edit) => edit.kind === 'feature' && edit.operation !== 'add');",
        to: 'const overwrites = false;',
      },
    ],
    hunt: { command: 'faults', cells: /^synchronizeReplica, a conflict/ },
  },
  {
    invariant: 12,
    name: 'a token is kept for the next visit',
    replacements: [
      {
        file: 'src/service/token.ts',
        from: 'return this.#latest;\n  }\n}',
        to: "localStorage.setItem('token', this.#latest);\n    return this.#latest;\n  }\n}",
      },
    ],
    hunt: { command: 'faults', cells: /^token .*retry/ },
  },
  {
    invariant: 13,
    name: 'a geodatabase is removed with what was not sent, and nobody asks',
    replacements: [
      {
        file: 'src/controller/engine.ts',
        from: 'if (options.discardPendingEdits !== true) requireAllSent(',
        to: 'void (',
      },
      {
        file: 'src/controller/engine.ts',
        from: 'const discardPendingEdits = options.discardPendingEdits === true;',
        to: 'const discardPendingEdits = true;',
      },
    ],
    hunt: { command: 'faults', cells: /^unRegisterReplica .*retry/ },
  },
  {
    invariant: 14,
    name: 'a refusal is taken for success',
    replacements: [
      {
        file: 'src/sync/match-results.ts',
        from: 'if (first.success) return sentOutcome',
        to: 'return sentOutcome',
      },
    ],
    hunt: { command: 'faults', cells: /one bad edit .*retry/ },
  },
  {
    invariant: 15,
    name: 'older code throws a newer store away',
    replacements: [
      {
        file: 'src/store/database.ts',
        from: "if (!mayCreate || failure.code !== 'storage-lost') throw failure;",
        to: `if (failure.code === 'schema-newer') {
        await deleteDB(this.#name);
        return this.#request(true);
      }
      if (!mayCreate || failure.code !== 'storage-lost') throw failure;`,
      },
    ],
    hunt: { command: 'kill', rounds: 6, phase: 'upgrading' },
  },
];

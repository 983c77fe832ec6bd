/**
 * Deletes that nobody can take back: what was never sent goes without a trace. In a request of which all or nothing is to be done they come last, and
 * their results stand where the request has them.
 */
import { attachmentOf, rowsNamedBy, type Job, type JobOutcome } from './apply-job.js';
import type { LocalCopy } from './local-copy.js';

/** A request's edits of one layer: what can be taken back, and the deletes that cannot. */
export interface SplitJob {
  readonly first: Job;
  readonly last: Job;
  /** For each delete of the request whether it is in `last`; of features and of attachments. */
  readonly features: readonly boolean[];
  readonly attachments: readonly boolean[];
}

export async function finalDeletes(controller: LocalCopy, job: Job): Promise<SplitJob> {
  const { layer, edits } = job;
  const features: boolean[] = [];
  for (const one of edits.deletes) {
    const [row] = await rowsNamedBy(controller, layer, [one]);
    features.push(row !== undefined && row.objectId < 0);
  }
  const attachments: boolean[] = [];
  for (const globalId of edits.attachmentDeletes) {
    const record = await attachmentOf(controller, layer.layerId, globalId).catch(() => null);
    attachments.push(record?.attachmentId === null);
  }
  const of = (isLast: boolean): Pick<Job['edits'], 'deletes' | 'attachmentDeletes'> => ({
    deletes: edits.deletes.filter((_, i) => features[i] === isLast),
    attachmentDeletes: edits.attachmentDeletes.filter((_, i) => attachments[i] === isLast),
  });
  const nothing = { adds: [], updates: [], attachmentAdds: [], attachmentUpdates: [] };
  return {
    first: { ...job, edits: { ...edits, ...of(false) } },
    last: { ...job, edits: { ...nothing, ...of(true) } },
    features,
    attachments,
  };
}

/** The outcome of both parts as one. `last` is missing where it was not done, since something had failed. */
export function withFinalResults(split: SplitJob, first: JobOutcome, last: JobOutcome | undefined): JobOutcome {
  const merged = (
    isLast: readonly boolean[],
    early: readonly object[] = [],
    late: readonly object[] = [],
  ): readonly object[] => {
    const [before, after] = [[...early], [...late]];
    return isLast.map((later) => (later ? after : before).shift() ?? { objectId: null, globalId: null, success: true });
  };
  const attachments = first.results.attachments ?? last?.results.attachments;
  return {
    failed: first.failed || last?.failed === true,
    results: {
      ...first.results,
      deleteResults: merged(split.features, first.results.deleteResults, last?.results.deleteResults),
      ...(attachments === undefined
        ? {}
        : {
            attachments: {
              addResults: first.results.attachments?.addResults ?? [],
              updateResults: first.results.attachments?.updateResults ?? [],
              deleteResults: merged(
                split.attachments,
                first.results.attachments?.deleteResults,
                last?.results.attachments?.deleteResults,
              ),
            },
          }),
    },
    editedFeatures: async () => {
      const [early, late] = [await first.editedFeatures(), await last?.editedFeatures()];
      return { ...early, deletes: [...early.deletes, ...(late?.deletes ?? [])] };
    },
  };
}

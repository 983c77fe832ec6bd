/**
 * `applyEdits` of a layer and of the service, answered by the controller: success means committed on this device.
 * https://developers.arcgis.com/rest/services-reference/enterprise/apply-edits-feature-service/
 */
import type { LayerSchema } from '../../shared/esri.js';
import { asArray, asNumber, isObject, pick } from '../../shared/json.js';
import { applyJob, type Job, type JobOutcome, type Undoable } from './apply-job.js';
import { finalDeletes, withFinalResults, type SplitJob } from './final-deletes.js';
import type { LocalCopy } from './local-copy.js';
import { layerEdits, readEdits, type EditRules } from './read-edits.js';
import type { References } from './references.js';
import { json, refuse, type LocalReply, type Params } from './request.js';

/** A request, and how its coordinates are read. */
export interface EditRequest {
  readonly params: Params;
  readonly references: References;
}

/** `{layer}/applyEdits`. */
export async function applyLayerEdits(
  controller: LocalCopy,
  layer: LayerSchema,
  { params, references }: EditRequest,
): Promise<LocalReply> {
  const rules: EditRules = { references, layer, useGlobalIds: params.flag('useGlobalIds') ?? false };
  const [result] = await applyAll(controller, [{ layer, edits: layerEdits(params, rules), rules }], params);
  return json(result ?? {});
}

/** `{service}/applyEdits`: the Editor's way. */
export async function applyServiceEdits(
  controller: LocalCopy,
  layers: readonly LayerSchema[],
  { params, references }: EditRequest,
): Promise<LocalReply> {
  const useGlobalIds = params.flag('useGlobalIds') ?? false;
  const jobs = asArray(params.json('edits')).map((entry): Job => {
    const id = isObject(entry) ? asNumber(pick(entry, 'id')) : undefined;
    const layer = layers.find(({ layerId }) => layerId === id);
    if (!isObject(entry) || layer === undefined) throw refuse('edits', String(id), 'this layer is not on this device');
    const rules: EditRules = { references, layer, useGlobalIds };
    return { layer, edits: readEdits(entry, rules), rules };
  });
  const results = await applyAll(controller, jobs, params);
  return json(jobs.map(({ layer }, i) => ({ id: layer.layerId, ...results[i] })));
}

async function applyAll(controller: LocalCopy, jobs: readonly Job[], params: Params): Promise<readonly object[]> {
  const wantsFeatures = params.text('returnServiceEditsOption') === 'originalAndCurrentFeatures';
  const outcomes =
    params.flag('rollbackOnFailure') === true
      ? await allOrNothing(controller, jobs)
      : await eachByItself(controller, jobs);
  const results: object[] = [];
  for (const { results: made, failed, editedFeatures } of outcomes)
    results.push({ ...made, ...(wantsFeatures && !failed ? { editedFeatures: await editedFeatures() } : {}) });
  return results;
}

async function eachByItself(
  controller: LocalCopy,
  jobs: readonly Job[],
  done: Undoable[] = [],
): Promise<readonly JobOutcome[]> {
  const outcomes: JobOutcome[] = [];
  for (const job of jobs) outcomes.push(await applyJob(controller, job, done));
  return outcomes;
}

/** What could not be taken back is done last, when nothing else has failed. */
async function allOrNothing(controller: LocalCopy, jobs: readonly Job[]): Promise<readonly JobOutcome[]> {
  const split: SplitJob[] = [];
  for (const job of jobs) split.push(await finalDeletes(controller, job));
  const done: Undoable[] = [];
  const first = await eachByItself(
    controller,
    split.map(({ first: job }) => job),
    done,
  );
  const isFailed = first.some(({ failed }) => failed);
  const last = isFailed
    ? null
    : await eachByItself(
        controller,
        split.map(({ last: job }) => job),
      );
  const outcomes = first.flatMap((outcome, i) => {
    const one = split[i];
    return one === undefined ? [] : [withFinalResults(one, outcome, last?.[i])];
  });
  if (!outcomes.some(({ failed }) => failed)) return outcomes;
  for (const edit of done.reverse()) await controller.undoEdit(edit.layerId, edit.globalId, edit.choice);
  return outcomes.map((outcome) => ({ ...outcome, failed: true, results: rolledBack(outcome.results) }));
}

/** All results of an edit that was taken back, as a service writes them. */
function rolledBack<Results extends object>(results: Results): Results {
  const undone = { code: 1003, description: 'Taken back, because another edit of the same request failed.' };
  const entries = Object.entries(results).map(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [name, isObject(value) ? rolledBack(value) : value] as const;
    return [
      name,
      value.map((result: unknown) =>
        isObject(result) && result['success'] === true ? { ...result, success: false, error: undone } : result,
      ),
    ] as const;
  });
  return Object.fromEntries(entries) as Results;
}

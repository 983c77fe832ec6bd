import { editResults, type AttachmentOutcomes, type LayerOutcomes } from '../data/edit-results.js';
import type { LayerDelta } from '../data/replica-export.js';
import { without } from '../json.js';
import type { Call } from '../site.js';
import type { SyncRequest } from './sync-params.js';

/** What a sync did. */
export interface Done {
  readonly request: SyncRequest;
  readonly outcomes: readonly LayerOutcomes[];
  readonly deltas: readonly LayerDelta[];
  /** the layers whose data are sent anew */
  readonly layers: readonly Record<string, unknown>[];
}

/** @returns `responseType`, `edits`, `layers`, and the results of edits where the service puts them */
export function syncBody(call: Call, { request, outcomes, deltas, layers }: Done): Record<string, unknown> {
  const { options } = call.service;
  const told = outcomes.map((outcome) => layerResults(call, outcome, request.returnIdsForAdds)).filter(hasAny);
  const changed = deltas.some(
    ({ features, attachments }) => hasAny(features) || (attachments !== undefined && hasAny(attachments)),
  );
  const anyDownload = request.layers.some(({ downloads }) => downloads);
  const responseType =
    layers.length > 0
      ? `esriReplicaResponseType${anyDownload || told.length > 0 ? 'EditsAndData' : 'ReplacementData'}`
      : `esriReplicaResponseType${changed || told.length > 0 ? 'Edits' : 'NoEdits'}`;
  const snapshot = layers.length > 0 ? { layers } : {};
  if (options.editResults === 'inEdits' || options.editResults === 'inFeatures') {
    const merge = options.editResults === 'inEdits' ? beside : within;
    const ids = new Set([...deltas.map(({ id }) => id), ...told.map(({ id }) => Number(id))]);
    const edits = [...ids].map((id) =>
      merge(
        id,
        deltas.find((delta) => delta.id === id),
        told.find((one) => one['id'] === id),
      ),
    );
    return { responseType, edits, ...snapshot };
  }
  const edits = anyDownload ? { edits: deltas } : {};
  return { responseType, ...edits, ...(told.length > 0 ? { [options.editResults]: told } : {}), ...snapshot };
}

type Results = Record<string, unknown> | undefined;

/** The results of attachments have a place of their own here: `attachments` is the delta's. */
function beside(id: number, delta: LayerDelta | undefined, results: Results): Record<string, unknown> {
  const { attachments, ...features } = results ?? {};
  const both = { ...(delta?.attachments ?? {}), ...((attachments as object | undefined) ?? {}) };
  return { ...delta, ...features, ...(hasKeys(both) ? { attachments: both } : {}), id };
}

function within(id: number, delta: LayerDelta | undefined, results: Results): Record<string, unknown> {
  const { attachments, ...features } = without(results ?? {}, 'id');
  const both = { ...(delta?.attachments ?? {}), ...((attachments as object | undefined) ?? {}) };
  return {
    ...delta,
    features: { ...delta?.features, ...features },
    ...(hasKeys(both) ? { attachments: both } : {}),
    id,
  };
}

function layerResults(
  call: Call,
  { id, attachments, ...features }: LayerOutcomes,
  idsForAdds: boolean,
): Record<string, unknown> {
  const { options } = call.service;
  const told = (outcomes: AttachmentOutcomes): Record<string, unknown> => {
    const results = editResults(
      { ...outcomes, adds: outcomes.adds.filter(({ error }) => idsForAdds || error !== null) },
      options,
    );
    const isMissing = options.unaskedAdds === 'missing' && !idsForAdds && !hasAny({ adds: results['addResults'] });
    return isMissing ? without(results, 'addResults') : results;
  };
  const ofAttachments = told(attachments);
  if (options.attachmentResults === 'nested') return { id, ...told(features), attachments: ofAttachments };
  const named = Object.entries(ofAttachments).map(([name, list]) => [
    name.replace('Results', 'AttachmentResults'),
    list,
  ]);
  return { id, ...told(features), ...(Object.fromEntries(named) as Record<string, unknown>) };
}

/** @returns whether there is anything in any of its lists */
function hasAny(lists: object): boolean {
  return Object.values(lists).some((value: unknown) =>
    Array.isArray(value) ? value.length > 0 : typeof value === 'object' && value !== null && hasAny(value),
  );
}

function hasKeys(object: object): boolean {
  return Object.keys(object).length > 0;
}

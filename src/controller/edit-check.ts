/** Unsent edits against what their layers say they take: what would be refused is told while the person is still at the site. */
import { groupBy } from '../shared/collections.js';
import { problemsOf, type EditProblem } from '../shared/edit-rules.js';
import type { Attributes, LayerSchema } from '../shared/esri.js';
import type { GlobalId } from '../shared/ids.js';
import type { FeatureOperation, PendingEdit } from '../shared/records.js';
import type { StorePort } from '../sync/ports.js';

/** An unsent edit that the service can be expected to refuse. */
export interface EditCheck {
  readonly layerId: number;
  readonly layerName: string;
  readonly globalId: GlobalId;
  /** Null while the service has not given one. */
  readonly objectId: number | null;
  readonly editOperation: FeatureOperation;
  /** Text of the display field, for people. */
  readonly title: string;
  readonly problems: readonly [EditProblem, ...EditProblem[]];
}

/** Everything unsent of these layers that would be refused, feature by feature. Reads; changes nothing. */
export async function checkUnsent(
  store: Pick<StorePort, 'lastSeq' | 'readBatch'>,
  layers: readonly LayerSchema[],
): Promise<readonly EditCheck[]> {
  const layerIds = layers.map(({ layerId }) => layerId);
  const edits = await store.readBatch({ layerIds, throughSeq: await store.lastSeq() });
  return checkEdits(edits, layers);
}

/** The edits of each feature are looked at as they would travel: as one. */
export function checkEdits(edits: readonly PendingEdit[], layers: readonly LayerSchema[]): readonly EditCheck[] {
  const byFeature = groupBy(
    edits.filter(({ attachmentGlobalId }) => attachmentGlobalId === undefined),
    ({ layerId, globalId }) => `${String(layerId)}/${globalId}`,
  );
  return [...byFeature.values()].flatMap((own) => {
    const layer = layers.find(({ layerId }) => layerId === own[0]?.layerId);
    return layer === undefined ? [] : (checkFeature(own, layer) ?? []);
  });
}

function checkFeature(edits: readonly PendingEdit[], layer: LayerSchema): EditCheck | null {
  const [first] = edits;
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return null;
  const isNew = first.operation === 'add' && first.base === null;
  // Made and taken away again before anything was sent: nothing travels.
  if (isNew && last.operation === 'delete') return null;
  const editOperation = isNew ? 'add' : last.operation === 'delete' ? 'delete' : 'update';
  const attributes: Attributes = Object.assign({}, ...edits.map((edit) => edit.attributes ?? {})) as Attributes;
  const row: Attributes = { ...first.base?.attributes, ...attributes };
  const shape = edits.findLast((edit) => edit.geometry !== undefined)?.geometry;
  const [problem, ...more] = problemsOf(
    { operation: editOperation, attributes, row, ...(shape === undefined ? {} : { geometry: shape }) },
    layer,
  );
  if (problem === undefined) return null;
  const title = row[layer.displayField];
  const objectId = row[layer.objectIdField];
  return {
    layerId: layer.layerId,
    layerName: layer.name,
    globalId: first.globalId,
    objectId: typeof objectId === 'number' ? objectId : null,
    editOperation,
    title: typeof title === 'string' || typeof title === 'number' ? String(title) : '',
    problems: [problem, ...more],
  };
}

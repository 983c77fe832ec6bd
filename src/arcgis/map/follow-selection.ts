/**
 * The feature that a person selects on the map: by a click, by paging through the popup, or by the SDK's own selection, as tables and the keyboard make
 * it.
 */
import type { SyncController } from '../../controller/types.js';
import type { GlobalId } from '../../shared/ids.js';
import { asArray, isObject } from '../../shared/json.js';
import { layerIdIn } from '../refresh-layers.js';
import type { FoundGraphic, InteractiveView } from './view.js';

export interface SelectedFeature {
  readonly layerId: number;
  readonly globalId: GlobalId;
}

interface Candidate {
  readonly layerId: number;
  readonly objectId: number;
}

/** Calls back for features of the controller's service alone. Returns how to stop. */
export function followSelection(
  view: InteractiveView,
  controller: SyncController,
  onSelect: (feature: SelectedFeature) => void,
): () => void {
  let last = 0;
  const select = async (candidates: readonly Candidate[]): Promise<void> => {
    const turn = (last += 1);
    for (const { layerId, objectId } of candidates) {
      const [globalId] = await controller.queryGlobalIds(layerId, { objectIds: [objectId] }).catch(() => []);
      // A later click counts, whatever answers first.
      if (turn !== last) return;
      if (globalId === undefined) continue;
      onSelect({ layerId, globalId });
      return;
    }
  };
  const click = view.on?.('click', (event: never) => {
    void view
      .hitTest?.(event)
      .then(({ results }) => select(hitOf(results, controller.serviceUrl)))
      .catch(() => undefined);
  });
  const selection = view.selectionManager?.on?.('selection-change', (event) => {
    void select(selectedOf(event, controller.serviceUrl));
  });
  // The popup as a widget, and as a component: a map has one of them, from the first click on.
  const popups = ['popup', 'popupElement'].map((popup) =>
    view.watch?.(`${popup}.selectedFeature`, (feature) => {
      void select(shownIn(feature, controller.serviceUrl));
    }),
  );
  return () => {
    last = -1;
    for (const handle of [click, selection, ...popups]) handle?.remove();
  };
}

/** The results of a hit test, topmost first. */
export function hitOf(results: readonly object[], serviceUrl: string): readonly Candidate[] {
  return results.flatMap((result) => {
    const graphic = (result as { readonly graphic?: FoundGraphic }).graphic;
    return graphic === undefined ? [] : candidate(graphic.layer, objectIdOf(graphic), serviceUrl);
  });
}

/** The feature that a popup shows; none while it shows nothing. */
export function shownIn(feature: unknown, serviceUrl: string): readonly Candidate[] {
  if (typeof feature !== 'object' || feature === null) return [];
  const { layer, attributes }: FoundGraphic = feature;
  return candidate(layer, objectIdOf({ layer, attributes }), serviceUrl);
}

/** What a `selection-change` added, the last first. */
export function selectedOf(event: unknown, serviceUrl: string): readonly Candidate[] {
  const changes = isObject(event) ? asArray(event['changes']) : [];
  return changes
    .flatMap((change) => {
      const { layer, added } = change as { readonly layer?: unknown; readonly added?: unknown };
      return (Array.isArray(added) ? (added as unknown[]) : []).flatMap((one) =>
        candidate(layer, typeof one === 'object' && one !== null ? objectIdOf({ layer, ...one }) : one, serviceUrl),
      );
    })
    .reverse();
}

function candidate(layer: unknown, objectId: unknown, serviceUrl: string): readonly Candidate[] {
  if (typeof layer !== 'object' || layer === null) return [];
  const layerId = layerIdIn(serviceUrl, layer);
  const id = typeof objectId === 'string' ? Number(objectId) : objectId;
  return layerId === null || typeof id !== 'number' || !Number.isInteger(id) ? [] : [{ layerId, objectId: id }];
}

function objectIdOf({ attributes, layer }: FoundGraphic): unknown {
  const field = (layer as { readonly objectIdField?: string | null } | null | undefined)?.objectIdField;
  return field && typeof attributes === 'object' && attributes !== null
    ? (attributes as Record<string, unknown>)[field]
    : undefined;
}

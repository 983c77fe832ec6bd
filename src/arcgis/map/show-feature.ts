/** Brings a feature into sight, and marks it there: as it is on this device, which a refused edit is not on the service. */
import type { SyncController } from '../../controller/types.js';
import type { Envelope, Geometry, SpatialReference } from '../../shared/esri.js';
import { toGlobalId } from '../../shared/ids.js';
import {
  findProjection,
  isSameReference,
  plainReference,
  projectGeometry,
} from '../local-feature-service/spatial-references.js';
import { boundsOf } from './bounds.js';
import { layerViewsOf } from './layers.js';
import type { Handle, InteractiveView } from './view.js';

export interface FeatureToShow {
  readonly layerId: number;
  readonly globalId: string;
}

/** One to this, at least: a hydrant is looked for in a street, not in a country. */
const CLOSE_SCALE = 5_000;
/** So much of the map's width stays around a line or an area. */
const MARGIN = 0.2;

/** Null where there is nothing to show: no such row here, or none with a place. What is returned takes the mark away again. */
export async function showFeature(
  view: InteractiveView,
  controller: SyncController,
  { layerId, globalId }: FeatureToShow,
): Promise<Handle | null> {
  const query = { globalIds: [toGlobalId(globalId)], returnGeometry: true };
  const { features, spatialReference } = await controller.queryFeatures(layerId, query);
  const [feature] = features;
  const geometry = feature?.geometry ? toView(feature.geometry, spatialReference, view) : null;
  const box = geometry === null ? null : boundsOf(geometry);
  if (feature === undefined || geometry === null || box === null) return null;
  await goToBounds(view, box);
  const layerViews = await layerViewsOf(view, controller, layerId);
  const handles = layerViews.flatMap((layerView) => layerView.highlight?.([feature.objectId]) ?? []);
  if (handles.length === 0) handles.push(ringAt(view, box));
  return {
    remove: () => {
      for (const handle of handles) handle.remove();
    },
  };
}

/** In the map's spatial reference; null where nobody here can convert it. */
function toView(
  geometry: Geometry,
  from: SpatialReference | null,
  { spatialReference }: InteractiveView,
): Geometry | null {
  const to = plainReference(spatialReference);
  if (to === null || from === null || isSameReference(from, to)) return geometry;
  try {
    const projection = findProjection(from, to);
    return projection === null ? geometry : projectGeometry(geometry, projection);
  } catch {
    return null;
  }
}

async function goToBounds(view: InteractiveView, box: Envelope): Promise<void> {
  const extent = view.extent?.clone() as (Record<string, unknown> & { center?: unknown }) | undefined;
  if (extent === undefined) return;
  const isPoint = box.xmin === box.xmax && box.ymin === box.ymax;
  const [marginX, marginY] = [(box.xmax - box.xmin) * MARGIN, (box.ymax - box.ymin) * MARGIN];
  if (isPoint) {
    const center = extent.center as Record<string, unknown>;
    Object.assign(center, { x: box.xmin, y: box.ymin });
    await moved(view.goTo?.({ center, scale: Math.min(view.scale ?? CLOSE_SCALE, CLOSE_SCALE) }));
    return;
  }
  Object.assign(extent, {
    xmin: box.xmin - marginX,
    ymin: box.ymin - marginY,
    xmax: box.xmax + marginX,
    ymax: box.ymax + marginY,
  });
  await moved(view.goTo?.(extent));
}

/** A person who moves the map meanwhile interrupts it, which is no failure. */
async function moved(going: Promise<unknown> | undefined): Promise<void> {
  try {
    await going;
  } catch (error) {
    if (!(error instanceof Error) || !/abort|interrupted/i.test(error.name)) throw error;
  }
}

/** Where no layer of the map can highlight it. */
function ringAt(view: InteractiveView, box: Envelope): Handle {
  const geometry = {
    type: 'point',
    x: (box.xmin + box.xmax) / 2,
    y: (box.ymin + box.ymax) / 2,
    spatialReference: view.spatialReference,
  };
  const outline = { color: [216, 48, 32, 1], width: 3 };
  return drawn(view, { geometry, symbol: { type: 'simple-marker', size: 26, color: [0, 0, 0, 0], outline } });
}

/** Adds a graphic of the view's own; what is added becomes one of the SDK's. */
export function drawn({ graphics }: InteractiveView, graphic: object): Handle {
  graphics?.add(graphic);
  const made = graphics?.toArray().at(-1);
  return {
    remove: () => {
      if (made) graphics?.remove(made);
    },
  };
}

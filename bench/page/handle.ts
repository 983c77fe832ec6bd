/** A map that is panned over the local feature service: a tile query as the SDK sends it, 60 times a second, beside the store's own query. */
import { LocalFeatureService } from '../../src/arcgis/local-feature-service/local-feature-service.js';
import type { Envelope } from '../../src/shared/esri.js';
import type { Published } from '../server/serve.js';
import { controllerOf } from './gdb-sync.js';

export interface PanTimes {
  /** Milliseconds of each `handle(request)`, in PBF on a grid of the screen. */
  readonly handle: number[];
  /** The same envelopes, asked of the controller. */
  readonly store: number[];
  /** Frames in which the query was not done when the next frame began. */
  readonly late: number;
  readonly wrong: string | null;
}

const FRAME_MS = 1_000 / 60;
/** Of the view's width, with each frame: a view in a second. */
const STEP = 1 / 60;
const SCREEN_WIDTH = 1_000;

/** Pans from each envelope for so many frames. The first ones, which warm the code up, are not told. */
export async function pan(
  source: Published,
  starts: readonly Envelope[],
  { frames, warmUp }: { readonly frames: number; readonly warmUp: number },
): Promise<PanTimes> {
  const controller = controllerOf(source);
  await controller.ready;
  const service = new LocalFeatureService(controller);
  const times: { handle: number[]; store: number[] } = { handle: [], store: [] };
  let late = 0;
  let wrong: string | null = null;
  const ways = {
    handle: async (view: Envelope): Promise<void> => {
      const reply = await service.handle({ path: '0/query', params: tileQuery(view) });
      if (reply.kind !== 'pbf' || reply.bytes.length < 1_000) wrong ??= `a ${reply.kind} was answered`;
    },
    store: async (view: Envelope): Promise<void> => {
      const { features } = await controller.queryFeatures(0, { geometry: view, outFields: ['OBJECTID'] });
      if (features.length === 0) wrong ??= 'a view was empty';
    },
  };
  for (const [at, start] of starts.entries()) {
    // Neither always goes first over chunks that nobody has read yet.
    const order = at % 2 === 0 ? (['handle', 'store'] as const) : (['store', 'handle'] as const);
    for (const way of order)
      for (let frame = 0; frame < frames; frame += 1) {
        const began = performance.now();
        await ways[way](moved(start, frame));
        const took = performance.now() - began;
        if (at >= warmUp) times[way].push(took);
        if (at >= warmUp && way === 'handle' && took > FRAME_MS) late += 1;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, FRAME_MS - took)));
      }
  }
  return { ...times, late, wrong };
}

function moved({ xmin, ymin, xmax, ymax }: Envelope, frame: number): Envelope {
  const by = (xmax - xmin) * STEP * frame;
  return { xmin: xmin + by, ymin, xmax: xmax + by, ymax };
}

function tileQuery(view: Envelope): Record<string, string> {
  const tolerance = (view.xmax - view.xmin) / SCREEN_WIDTH;
  return {
    f: 'pbf',
    where: '1=1',
    geometry: JSON.stringify(view),
    geometryType: 'esriGeometryEnvelope',
    spatialRel: 'esriSpatialRelIntersects',
    outFields: 'OBJECTID',
    orderByFields: 'OBJECTID ASC',
    resultType: 'tile',
    maxRecordCountFactor: '4',
    returnExceededLimitFeatures: 'false',
    quantizationParameters: JSON.stringify({ extent: view, mode: 'view', originPosition: 'upperLeft', tolerance }),
  };
}

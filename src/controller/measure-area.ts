/** What parameters would bring, asked of the service before anything is taken. */
import { sumOfLayers, type AreaEstimate, type LayerEstimate } from '../shared/area-estimate.js';
import type { Geometry, LayerSchema } from '../shared/esri.js';
import type { GenerateGeodatabaseParameters } from '../shared/records.js';
import type { CallOptions } from '../sync/ports.js';

/** Counts the rows of a layer, and sizes them by a sample. */
export type MeasureLayer = (
  layer: LayerSchema,
  options: CallOptions & {
    readonly where: string | undefined;
    readonly geometry: Geometry | null;
    readonly withAttachments: boolean;
  },
) => Promise<LayerEstimate>;

/** Layer by layer, so that a slow service is asked one thing at a time. `layers`: descriptions of those that are taken. */
export async function measureArea(
  parameters: GenerateGeodatabaseParameters,
  layers: readonly LayerSchema[],
  { measure, signal }: CallOptions & { readonly measure: MeasureLayer },
): Promise<AreaEstimate> {
  const { attachments, returnAttachments = attachments === 'bidirectional', attachmentDownload } = parameters;
  const place = parameters.geometry ?? parameters.extent;
  const measured: LayerEstimate[] = [];
  for (const { layerId, queryOption, where, useGeometry } of parameters.layers) {
    const layer = layers.find((one) => one.layerId === layerId);
    if (layer === undefined || queryOption === 'none') continue;
    const isFiltered = queryOption === 'useFilter';
    const wish = {
      where: isFiltered ? where : undefined,
      geometry: isFiltered && useGeometry ? place : null,
      withAttachments: returnAttachments && attachmentDownload !== 'lazy',
    };
    measured.push(await measure(layer, { ...wish, signal }));
  }
  return sumOfLayers(measured);
}

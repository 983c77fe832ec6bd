import { project, type Wkid } from '../geometry/project.js';
import type { LayerSeed } from './layer-definition.js';

/** @returns the layers in another spatial reference: most real services keep theirs in Web Mercator */
export function reprojectSeed(layers: readonly LayerSeed[], wkid: Wkid): LayerSeed[] {
  return layers.map((layer) => ({
    ...layer,
    definition: { ...layer.definition, wkid },
    features: layer.features.map(({ attributes, geometry }) => ({
      attributes,
      geometry: geometry && project(geometry, layer.definition.wkid, wkid),
    })),
  }));
}

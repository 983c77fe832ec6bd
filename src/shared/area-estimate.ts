/** How much an area holds, told before it is taken: counted by the service, and sized by a sample of its rows. */
export interface LayerEstimate {
  readonly layerId: number;
  /** Counted by the service. */
  readonly features: number;
  /** Bytes of the rows as JSON, about. */
  readonly bytes: number;
  /** Bytes of their attachments, about; null where the service does not tell, 0 where none are taken. */
  readonly attachmentBytes: number | null;
}

export interface AreaEstimate {
  readonly features: number;
  /** Bytes of rows and attachments together, about. */
  readonly bytes: number;
  /** False where a layer has attachments whose size is not known: they come on top. */
  readonly withAttachments: boolean;
  readonly layers: readonly LayerEstimate[];
}

/** The sum of the layers. */
export function sumOfLayers(layers: readonly LayerEstimate[]): AreaEstimate {
  const sum = (read: (layer: LayerEstimate) => number): number =>
    layers.reduce((total, layer) => total + read(layer), 0);
  return {
    features: sum(({ features }) => features),
    bytes: sum(({ bytes, attachmentBytes }) => bytes + (attachmentBytes ?? 0)),
    withAttachments: layers.every(({ attachmentBytes }) => attachmentBytes !== null),
    layers,
  };
}

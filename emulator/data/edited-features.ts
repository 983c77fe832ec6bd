import { spatialReference } from '../geometry/project.js';
import type { EditOutcome, LayerOutcomes } from './edit-results.js';
import type { FeatureService } from './feature-service.js';
import type { LayerTable, StoredFeature } from './layer-table.js';
import { sentGlobalId, sentObjectId } from './read-feature.js';
import { wireFeature } from './wire-feature.js';

/**
 * The rows of an applyEdits as they were and as they are: without them an editor of the ArcGIS SDK saves an edit but
 * never draws it (`returnServiceEditsOption=originalAndCurrentFeatures`).
 */
export class EditedFeatures {
  readonly #service: FeatureService;
  readonly #originals = new Map<string, StoredFeature>();
  readonly #edited = new Map<number, Record<string, unknown>>();

  constructor(service: FeatureService) {
    this.#service = service;
  }

  /** Keeps the rows that are about to be edited. */
  remember(
    layer: LayerTable,
    key: 'globalId' | 'objectId',
    edits: { updates: readonly unknown[]; deletes: readonly unknown[] },
  ): void {
    const updated = edits.updates.map((feature) =>
      key === 'globalId' ? sentGlobalId(feature) : sentObjectId(feature),
    );
    for (const id of [...updated, ...edits.deletes]) {
      const row = typeof id === 'number' ? layer.findByObjectId(id) : layer.findByGlobalId(String(id));
      if (row !== undefined) this.#originals.set(this.#key(layer, row.objectId), row);
    }
  }

  /** Reads the rows after the edits. */
  record(layer: LayerTable, outcomes: LayerOutcomes): void {
    const wire = (row: StoredFeature | undefined): unknown =>
      row &&
      wireFeature(layer.definition, row, { guidFormat: this.#service.options.guidFormat, wkid: layer.definition.wkid });
    const done = (list: readonly EditOutcome[]): number[] =>
      list.flatMap(({ objectId, error }) => (error === null ? [objectId] : []));
    const original = (objectId: number): unknown => wire(this.#originals.get(this.#key(layer, objectId)));
    const current = (objectId: number): unknown => wire(layer.findByObjectId(objectId));
    this.#edited.set(layer.definition.id, {
      adds: done(outcomes.adds).map(current),
      updates: done(outcomes.updates).map((objectId) => [original(objectId), current(objectId)]),
      deletes: done(outcomes.deletes).map(original),
      spatialReference: spatialReference(layer.definition.wkid),
    });
  }

  /** @returns the rows of one layer, as the wire shows them */
  of(layerId: number): Record<string, unknown> | undefined {
    return this.#edited.get(layerId);
  }

  #key(layer: LayerTable, objectId: number): string {
    return `${layer.definition.id}/${objectId}`;
  }
}

import { EditError } from '../errors.js';
import type { EditKind } from '../faults.js';
import type { Geometry } from '../geometry/esri.js';
import type { Wkid } from '../geometry/project.js';
import { newGuid } from '../guid.js';
import { attempt, type EditOutcome } from './edit-results.js';
import type { Author } from './change-log.js';
import type { FeatureService } from './feature-service.js';
import { globalIdField, isSystemField, tracking, type Attributes, type Feature } from './layer-definition.js';
import { requireOwner } from './ownership.js';
import type { LayerTable, StoredFeature } from './layer-table.js';
import { readAttributes, readEditGeometry, requiredGlobalId, sentGlobalId, sentObjectId } from './read-feature.js';

/** How a request names rows and what it may do. */
export interface EditMode {
  readonly author: Author;
  /** `globalId`: sync and applyEdits with useGlobalIds; `objectId`: all other edits */
  readonly key: 'globalId' | 'objectId';
  readonly duplicateAdd: 'error' | 'update' | 'duplicate';
  /** spatial reference of geometries that name none */
  readonly wkid: Wkid;
  /** throws an EditError where this edit is to fail on purpose */
  readonly strike: (layer: number, edit: EditKind) => void;
}

interface Row {
  objectId: number;
  globalId: string;
}

/** Adds, updates and deletes rows of one service, writing the change log as it goes. Runs inside a transaction. */
export class FeatureEditor {
  readonly #service: FeatureService;
  readonly #mode: EditMode;

  constructor(service: FeatureService, mode: EditMode) {
    this.#service = service;
    this.#mode = mode;
  }

  add(layer: LayerTable, feature: unknown): EditOutcome {
    return attempt({ globalId: sentGlobalId(feature) ?? null }, () => {
      this.#mode.strike(layer.definition.id, 'add');
      return this.#add(layer, feature);
    });
  }

  update(layer: LayerTable, feature: unknown): EditOutcome {
    const objectId = sentObjectId(feature);
    const known = { ...(objectId === undefined ? {} : { objectId }), globalId: sentGlobalId(feature) ?? null };
    return attempt(known, () => {
      this.#mode.strike(layer.definition.id, 'update');
      const row = this.#find(layer, feature);
      this.#allow('Update');
      requireOwner(this.#service, layer, { row, user: this.#mode.author.user });
      return this.#update(layer, row, feature);
    });
  }

  /** @param id what the edit names: a GlobalID as we keep it, or an ObjectID */
  delete(layer: LayerTable, id: string | number | undefined): EditOutcome {
    const known = typeof id === 'number' ? { objectId: id } : { globalId: id ?? null };
    return attempt(known, () => {
      this.#mode.strike(layer.definition.id, 'delete');
      const row = typeof id === 'number' ? layer.findByObjectId(id) : layer.findByGlobalId(id ?? '');
      if (row === undefined) throw this.#missing();
      this.#allow('Delete');
      requireOwner(this.#service, layer, { row, user: this.#mode.author.user });
      this.#delete(layer, row);
      return row;
    });
  }

  #add(layer: LayerTable, feature: unknown): Row {
    const globalId = this.#mode.key === 'globalId' ? requiredGlobalId(feature) : newGuid();
    const twin = layer.findByGlobalId(globalId);
    if (twin !== undefined && this.#mode.duplicateAdd === 'update') return this.#update(layer, twin, feature);
    if (twin !== undefined && this.#mode.duplicateAdd === 'error') {
      throw new EditError(1022, `Violation of a unique constraint: ${globalIdField} exists already.`);
    }
    this.#allow('Create');
    const { definition } = layer;
    const defaults: Attributes = {};
    for (const field of definition.fields)
      if (!isSystemField(definition, field)) defaults[field.name] = field.defaultValue;
    const attributes = {
      ...defaults,
      ...readAttributes(definition, feature, { current: defaults, rules: this.#service.options }),
    };
    for (const field of definition.fields) {
      if (!isSystemField(definition, field) && !field.nullable && attributes[field.name] === null) {
        throw new EditError(1001, `Field ${field.name} is not nullable.`);
      }
    }
    this.#requireUnique(layer, attributes);
    const geometry = this.#geometry(layer, feature) ?? null;
    const row = { ...attributes, ...this.#stamps(layer, 'insert'), [globalIdField]: globalId };
    const objectId = layer.insert({ attributes: row, geometry });
    this.#log(layer, { globalId, op: 'insert', before: null, tracked: definition.editorTracking });
    return { objectId, globalId };
  }

  #update(layer: LayerTable, row: StoredFeature, feature: unknown): Row {
    const { definition } = layer;
    const attributes = readAttributes(definition, feature, { current: row.attributes, rules: this.#service.options });
    this.#requireUnique(layer, attributes, row);
    const geometry = this.#geometry(layer, feature);
    const moved = geometry !== undefined && JSON.stringify(geometry) !== JSON.stringify(row.geometry);
    if (moved && !this.#service.options.allowGeometryUpdates)
      throw new EditError(1004, 'Updates of the geometry are not allowed.');
    layer.update(row.objectId, { ...attributes, ...this.#stamps(layer, 'update') }, geometry);
    this.#log(layer, { globalId: row.globalId, op: 'update', before: row, tracked: definition.editorTracking });
    return row;
  }

  /** @param consequence true when the client asked for the delete of another row only */
  #delete(layer: LayerTable, row: StoredFeature, consequence = false): void {
    for (const attachment of this.#service.attachments.ofFeature(layer.definition.id, row.globalId)) {
      this.#service.attachments.delete(attachment.id);
      this.#service.changes.append({
        layer: layer.definition.id,
        kind: 'attachment',
        globalId: attachment.globalId,
        op: 'delete',
        before: { parent: row.globalId },
        tracked: false,
        author: this.#mode.author,
      });
    }
    layer.delete(row.objectId);
    this.#log(layer, { globalId: row.globalId, op: 'delete', before: row, tracked: consequence });
    this.#release(layer, row);
  }

  /** What points at a deleted row goes with it (composite relationship), or points at nothing from now on. */
  #release(layer: LayerTable, row: StoredFeature): void {
    for (const relationship of layer.definition.relationships) {
      const related = this.#service.layers.get(relationship.relatedTableId);
      const back = related?.definition.relationships.find(({ id }) => id === relationship.id);
      if (relationship.role !== 'esriRelRoleOrigin' || related === undefined || back === undefined) continue;
      const key = row.attributes[relationship.keyField] ?? null;
      for (const child of related.select({ predicate: { sql: `"${back.keyField}" = ?`, values: [key] } })) {
        if (relationship.composite) {
          this.#delete(related, child, true);
        } else {
          related.update(child.objectId, { [back.keyField]: null, ...this.#stamps(related, 'update') }, undefined);
          this.#log(related, { globalId: child.globalId, op: 'update', before: child, tracked: true });
        }
      }
    }
  }

  #find(layer: LayerTable, feature: unknown): StoredFeature {
    const row =
      this.#mode.key === 'globalId'
        ? layer.findByGlobalId(requiredGlobalId(feature))
        : layer.findByObjectId(sentObjectId(feature) ?? -1);
    if (row === undefined) throw this.#missing();
    return row;
  }

  #missing(): EditError {
    const code = Number(this.#service.options.missingRow);
    return new EditError(
      code,
      code === 1011 ? 'The object does not exist.' : 'The object is missing or permission is denied.',
    );
  }

  #stamps(layer: LayerTable, op: 'insert' | 'update'): Attributes {
    if (!layer.definition.editorTracking) return {};
    const { now, user } = this.#mode.author;
    const edited = { [tracking.editDateField]: now, [tracking.editorField]: user };
    return op === 'update' ? edited : { ...edited, [tracking.creationDateField]: now, [tracking.creatorField]: user };
  }

  #log(
    layer: LayerTable,
    change: { globalId: string; op: 'insert' | 'update' | 'delete'; before: Feature | null; tracked: boolean },
  ): void {
    const before = change.before && { attributes: change.before.attributes, geometry: change.before.geometry };
    this.#service.changes.append({
      ...change,
      before,
      layer: layer.definition.id,
      kind: 'feature',
      author: this.#mode.author,
    });
  }

  #geometry(layer: LayerTable, feature: unknown): Geometry | null | undefined {
    const geometry = readEditGeometry(layer.definition, feature, this.#mode.wkid);
    const isCurved = geometry && ('curveRings' in geometry || 'curvePaths' in geometry);
    if (isCurved === true && !this.#service.options.trueCurves)
      throw new EditError(1005, 'Updates with true curves are not allowed.');
    return geometry;
  }

  /** @param own the row that has the values already, in an update */
  #requireUnique(layer: LayerTable, attributes: Attributes, own?: StoredFeature): void {
    for (const { name } of layer.definition.fields) {
      const value = attributes[name] ?? null;
      if (value === null || !this.#service.options.uniqueFields.includes(name)) continue;
      const holders = layer.select({ predicate: { sql: `"${name}" = ?`, values: [value] } });
      if ([...holders].some(({ globalId }) => globalId !== own?.globalId))
        throw new EditError(1022, `Violation of a unique constraint: ${name} exists already.`);
    }
  }

  #allow(capability: 'Create' | 'Update' | 'Delete'): void {
    if (!this.#service.options.capabilities.split(',').some((token) => token.trim() === capability)) {
      throw new EditError(1000, `The service does not allow it: capability ${capability} is off.`);
    }
  }
}

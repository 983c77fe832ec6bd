import type { Dimensions, Geometry, GeometryType } from '../geometry/esri.js';
import type { Wkid } from '../geometry/project.js';
import type { Subtypes } from './subtypes.js';

/** The field types that a layer of the emulator can have. */
export type FieldType =
  | 'esriFieldTypeOID'
  | 'esriFieldTypeGlobalID'
  | 'esriFieldTypeGUID'
  | 'esriFieldTypeString'
  | 'esriFieldTypeInteger'
  | 'esriFieldTypeSmallInteger'
  | 'esriFieldTypeDouble'
  | 'esriFieldTypeSingle'
  | 'esriFieldTypeBigInteger'
  | 'esriFieldTypeDate'
  | 'esriFieldTypeDateOnly'
  | 'esriFieldTypeTimeOnly'
  | 'esriFieldTypeTimestampOffset';

/** What an attribute can be; dates are milliseconds since 1970 UTC, whole numbers beyond 2^53 are bigints. */
export type AttributeValue = string | number | bigint | null;

/** The attributes of a feature under the names of its fields. */
export type Attributes = Record<string, AttributeValue>;

/** A row: attributes under the names of their fields (GUIDs as guid.ts keeps them) and a geometry in the layer's spatial reference. */
export interface Feature {
  readonly attributes: Attributes;
  readonly geometry: Geometry | null;
}

/** What values a field may hold, as layer metadata show it. */
export type Domain =
  | { type: 'codedValue'; name: string; codedValues: readonly { name: string; code: string | number }[] }
  | { type: 'range'; name: string; range: readonly [number, number] };

/** A field, as layer metadata show it. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly alias: string;
  readonly length?: number;
  readonly nullable: boolean;
  readonly editable: boolean;
  readonly domain: Domain | null;
  readonly defaultValue: AttributeValue;
}

/** One side of a relationship; both sides are declared, each at its own layer. */
export interface Relationship {
  readonly id: number;
  readonly name: string;
  readonly relatedTableId: number;
  readonly cardinality: 'esriRelCardinalityOneToOne' | 'esriRelCardinalityOneToMany';
  readonly role: 'esriRelRoleOrigin' | 'esriRelRoleDestination';
  /** At the origin the field that is pointed at, at the destination the one that points. */
  readonly keyField: string;
  /** Deleting the origin deletes what points at it. */
  readonly composite: boolean;
}

/** A layer or a table of the service. */
export interface LayerDefinition {
  readonly id: number;
  readonly name: string;
  /** null makes it a table */
  readonly geometryType: GeometryType | null;
  readonly wkid: Wkid;
  readonly hasZ?: boolean;
  readonly hasM?: boolean;
  readonly fields: readonly Field[];
  readonly displayField: string;
  readonly hasAttachments: boolean;
  readonly editorTracking: boolean;
  readonly relationships: readonly Relationship[];
  readonly subtypes?: Subtypes;
  readonly drawingInfo?: Record<string, unknown>;
}

/** @returns which dimensions beside x and y the geometries of a layer have */
export function dimensionsOf({ hasZ = false, hasM = false }: Pick<LayerDefinition, 'hasZ' | 'hasM'>): Dimensions {
  return { hasZ, hasM };
}

/** What a new service is filled with. */
export interface LayerSeed {
  readonly definition: LayerDefinition;
  readonly features: readonly Feature[];
  readonly attachments?: readonly {
    parent: string;
    name: string;
    type: string;
    bytes: Uint8Array;
    keywords?: string;
  }[];
}

/** Every layer has these two, as every sync-enabled layer must. */
export const objectIdField = 'OBJECTID';
export const globalIdField = 'GlobalID';

/** The fields that editor tracking fills. */
export const tracking = {
  creationDateField: 'CreationDate',
  creatorField: 'Creator',
  editDateField: 'EditDate',
  editorField: 'Editor',
} as const;

const trackingNames: ReadonlySet<string> = new Set(Object.values(tracking));

/** @returns whether the service alone writes this field, whatever a client sends for it */
export function isSystemField(definition: LayerDefinition, field: Field): boolean {
  return (
    field.name === objectIdField ||
    field.name === globalIdField ||
    (definition.editorTracking && trackingNames.has(field.name))
  );
}

/** @returns the field with this name in any case */
export function findField(definition: LayerDefinition, name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return definition.fields.find((field) => field.name.toLowerCase() === wanted);
}

/** @returns a field with the usual settings */
export function field(name: string, type: FieldType, more: Partial<Omit<Field, 'name' | 'type'>> = {}): Field {
  const length = type === 'esriFieldTypeString' ? { length: 256 } : {};
  return {
    name,
    type,
    alias: name,
    ...length,
    nullable: true,
    editable: true,
    domain: null,
    defaultValue: null,
    ...more,
  };
}

/** @returns the fields around those that a layer is about */
export function withSystemFields(fields: readonly Field[], options: { editorTracking: boolean }): Field[] {
  const system = { nullable: false, editable: false };
  return [
    field(objectIdField, 'esriFieldTypeOID', system),
    field(globalIdField, 'esriFieldTypeGlobalID', { ...system, length: 38 }),
    ...fields,
    ...(options.editorTracking
      ? [
          field(tracking.creationDateField, 'esriFieldTypeDate', { editable: false, length: 8 }),
          field(tracking.creatorField, 'esriFieldTypeString', { editable: false, length: 128 }),
          field(tracking.editDateField, 'esriFieldTypeDate', { editable: false, length: 8 }),
          field(tracking.editorField, 'esriFieldTypeString', { editable: false, length: 128 }),
        ]
      : []),
  ];
}

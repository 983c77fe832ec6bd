/** `{FeatureServer}/{layerId}?f=json` as this library keeps it, from a service or a file (protocol 1.3). Every key is doubted. Pure. */
import type { Field, LayerSchema } from './esri.js';
import { asArray, asBoolean, asNumber, asString, isObject, pick, type JsonObject } from './json.js';
import { readEnvelope, readRelationship, readSubtypes } from './layer-json.js';

/**
 * A layer's description with its defaults filled in, around what is known of it already.
 * @param inherited the service's capabilities, for layers that list none
 */
export function completeSchema(
  body: JsonObject,
  known: Pick<LayerSchema, 'layerId' | 'name' | 'objectIdField' | 'globalIdField' | 'fields'>,
  inherited: readonly string[],
): LayerSchema {
  const { objectIdField, globalIdField, fields } = known;
  const type = asString(pick(body, 'type')) === 'Table' ? 'Table' : 'Feature Layer';
  const geometryType = asString(pick(body, 'geometryType'));
  const listed = asString(pick(body, 'capabilities'));
  const extent = readEnvelope(pick(body, 'extent'));
  const xyTolerance = findTolerance(body);
  return {
    ...known,
    type,
    ...(type === 'Feature Layer' && geometryType !== undefined ? { geometryType } : {}),
    hasZ: asBoolean(pick(body, 'hasZ')) ?? false,
    hasM: asBoolean(pick(body, 'hasM')) ?? false,
    displayField:
      fieldName(fields, pick(body, 'displayField')) ??
      fields.find((field) => field.type === 'esriFieldTypeString')?.name ??
      objectIdField,
    relationships: asArray(pick(body, 'relationships')).flatMap((entry) => readRelationship(entry) ?? []),
    hasAttachments: asBoolean(pick(body, 'hasAttachments')) ?? false,
    capabilities: listed === undefined ? inherited : readTokens(listed),
    uniqueGlobalIds: hasUniqueIndex(body, globalIdField),
    editorTracking: readEditorTracking(pick(body, 'editFieldsInfo')),
    ...(extent ? { extent } : {}),
    ...(xyTolerance === undefined ? {} : { xyTolerance }),
    ...(asBoolean(pick(body, 'datesInUnknownTimezone')) === true ? { datesInUnknownTimezone: true } : {}),
    ...readKeywords(body),
    ...readOwnership(body),
    ...readVersioning(body),
    ...withSubtypes(body),
  };
}

function readKeywords(body: JsonObject): Pick<LayerSchema, 'attachmentKeywords'> {
  return isAttachmentPropertyEnabled(body, 'keywords') === false ? { attachmentKeywords: false } : {};
}

function readOwnership(body: JsonObject): Pick<LayerSchema, 'ownRowsOnly'> {
  const control = pick(body, 'ownershipBasedAccessControlForFeatures');
  return isObject(control) && asBoolean(pick(control, 'allowOthersToQuery')) === false ? { ownRowsOnly: true } : {};
}

/** Whether a layer's `attachmentProperties` switch this one on, by its name in any case; null where it is not told. */
export function isAttachmentPropertyEnabled(body: JsonObject, name: string): boolean | null {
  const property = asArray(pick(body, 'attachmentProperties'))
    .filter(isObject)
    .find((one) => asString(pick(one, 'name'))?.toLowerCase() === name.toLowerCase());
  return property === undefined ? null : (asBoolean(pick(property, 'isEnabled')) ?? null);
}

/** `Create, Query,Sync` as upper-case tokens. */
export function readTokens(list: string): readonly string[] {
  return list
    .split(',')
    .map((token) => token.trim().toUpperCase())
    .filter((token) => token !== '');
}

/** The field as the layer spells it, whatever the case of its mention; else the first of the type. */
export function fieldName(fields: readonly Field[], mention: unknown, type?: string): string | undefined {
  const wanted = asString(mention)?.toLowerCase();
  const named =
    fields.find((field) => field.name.toLowerCase() === wanted) ??
    (type === undefined ? undefined : fields.find((field) => field.type === type));
  return named?.name;
}

/** True when a GlobalID cannot come twice: only an index on the GlobalID alone forbids a second row. */
export function hasUniqueIndex(body: JsonObject, globalIdField: string): boolean {
  return asArray(pick(body, 'indexes')).some((index) => {
    if (!isObject(index) || asBoolean(pick(index, 'isUnique')) !== true) return false;
    const fields = asString(pick(index, 'fields'))
      ?.split(',')
      .map((field) => field.trim().toLowerCase());
    return fields?.length === 1 && fields[0] === globalIdField.toLowerCase();
  });
}

function withSubtypes(body: JsonObject): Pick<LayerSchema, 'subtypes'> {
  const subtypes = readSubtypes(body);
  return subtypes === null ? {} : { subtypes };
}

function readVersioning(body: JsonObject): Pick<LayerSchema, 'versioning'> {
  if (asBoolean(pick(body, 'isDataBranchVersioned')) === true) return { versioning: 'branch' };
  return asBoolean(pick(body, 'isDataVersioned')) === true ? { versioning: 'traditional' } : {};
}

function readEditorTracking(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  const names = ['creationDateField', 'creatorField', 'editDateField', 'editorField'].map((key) =>
    asString(pick(value, key)),
  );
  return names.filter((name): name is string => name !== undefined && name !== '');
}

function findTolerance(body: JsonObject): number | undefined {
  const extent = pick(body, 'extent');
  const places = [
    body,
    pick(body, 'sourceSpatialReference'),
    isObject(extent) ? pick(extent, 'spatialReference') : undefined,
    pick(body, 'spatialReference'),
  ];
  for (const place of places) {
    const tolerance = isObject(place) ? asNumber(pick(place, 'xyTolerance')) : undefined;
    if (tolerance !== undefined && tolerance > 0) return tolerance;
  }
  return undefined;
}

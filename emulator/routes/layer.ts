import {
  dimensionsOf,
  globalIdField,
  isSystemField,
  objectIdField,
  tracking,
  type LayerDefinition,
} from '../data/layer-definition.js';
import type { LayerTable } from '../data/layer-table.js';
import { describeSubtypes } from '../data/subtypes.js';
import { wireValue } from '../data/wire-feature.js';
import { spatialReference } from '../geometry/project.js';
import { capabilities, type ServiceOptions } from '../options.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { layerOf } from './common.js';

/** Metadata of one layer or table (protocol.md section 1.3). */
export function layerResource(call: Call): Reply {
  return json(describeLayer(call, layerOf(call)));
}

/** @returns the metadata; what they advertise works */
export function describeLayer(call: Call, layer: LayerTable): Record<string, unknown> {
  const { options } = call.service;
  const { definition } = layer;
  const tokens = capabilities(options);
  return {
    currentVersion: options.currentVersion,
    id: definition.id,
    name: definition.name,
    type: definition.geometryType === null ? 'Table' : 'Feature Layer',
    serviceItemId: call.service.itemId,
    displayField: definition.displayField,
    description: '',
    copyrightText: '',
    defaultVisibility: true,
    ...editing(definition),
    ...(options.ownerOnly && definition.editorTracking
      ? { ownershipBasedAccessControlForFeatures: { allowOthersToUpdate: false, allowOthersToDelete: false } }
      : {}),
    isDataVersioned: options.versioning !== 'none',
    isDataArchived: options.versioning === 'none',
    isDataBranchVersioned: options.versioning === 'branch',
    supportsRollbackOnFailureParameter: true,
    supportsApplyEditsWithGlobalIds: true,
    syncCanReturnChanges: tokens.includes('Sync'),
    hasAttachments: definition.hasAttachments,
    ...(definition.hasAttachments ? attachments(tokens.includes('Uploads')) : {}),
    supportsStatistics: true,
    supportsAdvancedQueries: true,
    supportsCoordinatesQuantization: false,
    supportsReturningQueryGeometry: true,
    supportedQueryFormats: 'JSON, geoJSON',
    supportsCalculate: false,
    supportsTruncate: false,
    advancedQueryCapabilities: queryCapabilities,
    advancedEditingCapabilities: { supportsSplit: false, supportsReturnServiceEditsInSourceSR: false },
    useStandardizedQueries: true,
    maxRecordCount: options.maxRecordCount,
    standardMaxRecordCount: options.maxRecordCount,
    tileMaxRecordCount: options.maxRecordCount,
    maxRecordCountFactor: 1,
    capabilities: tokens.join(','),
    ...geometry(layer),
    objectIdField,
    globalIdField,
    fields: describeFields(definition, call),
    indexes: options.indexes === 'truth' ? indexes(definition, options) : [],
    relationships: definition.relationships,
    templates: [template(definition)],
    ...describeSubtypes(definition),
    dateFieldsTimeReference: { timeZone: 'UTC', respectsDaylightSaving: false },
    datesInUnknownTimezone: options.datesInUnknownTimezone,
    ...dimensionsOf(definition),
    supportsTrueCurve:
      definition.geometryType === 'esriGeometryPolyline' || definition.geometryType === 'esriGeometryPolygon',
    allowTrueCurvesUpdates: options.trueCurves,
  };
}

function describeFields(definition: LayerDefinition, call: Call): Record<string, unknown>[] {
  return definition.fields.map((one) => ({
    ...one,
    defaultValue: wireValue(one, one.defaultValue, call.service.options.guidFormat),
    modelName: one.name,
  }));
}

function editing(definition: LayerDefinition): Record<string, unknown> {
  return definition.editorTracking ? { editFieldsInfo: { ...tracking, realm: null } } : { editFieldsInfo: null };
}

function attachments(byUpload: boolean): Record<string, unknown> {
  const names = ['id', 'globalId', 'name', 'size', 'contentType', 'keywords', 'exifInfo'];
  const properties = names.map((name) => ({ name, fieldName: name, isEnabled: name !== 'exifInfo' }));
  return { supportsAttachmentsByUploadId: byUpload, attachmentProperties: properties, supportsQueryAttachments: true };
}

function geometry(layer: LayerTable): Record<string, unknown> {
  const { geometryType, drawingInfo, wkid } = layer.definition;
  if (geometryType === null) return {};
  const extent = layer.extent({ predicate: { sql: '1', values: [] } });
  const reference = { spatialReference: spatialReference(wkid) };
  return {
    geometryType,
    drawingInfo: drawingInfo ?? null,
    extent: extent === undefined ? null : { ...extent, ...reference },
    ...reference,
  };
}

const queryCapabilities = {
  supportsPagination: true,
  supportsOrderBy: true,
  supportsDistinct: true,
  supportsStatistics: true,
  supportsAdvancedQueryRelated: false,
  supportsReturningQueryExtent: true,
  supportsQueryWithDistance: false,
  supportsQueryAttachments: true,
  supportsQueryAttachmentsWithReturnUrl: true,
  supportsQueryAttachmentsCountOnly: true,
  supportsQueryAttachmentOrderByFields: false,
  supportsMaxRecordCountFactor: false,
  supportsQueryWithResultType: false,
  supportsSqlExpression: false,
  useStandardizedQueries: true,
} as const;

/** What this says about the GlobalID is true: a client decides by it whether a repeated add can double a row. */
function indexes(definition: LayerDefinition, options: ServiceOptions): Record<string, unknown>[] {
  const index = (name: string, fields: string, isUnique: boolean): Record<string, unknown> => ({
    name,
    fields,
    isAscending: true,
    isUnique,
    description: '',
  });
  const name = `layer_${definition.id}`;
  const own = definition.fields.filter((field) => options.uniqueFields.includes(field.name));
  return [
    index(`PK_${name}`, objectIdField, true),
    index(`UUID_${name}`, globalIdField, options.duplicateAdd !== 'duplicate'),
    ...own.map((field) => index(`UQ_${name}_${field.name}`, field.name, true)),
  ];
}

function template(definition: LayerDefinition): Record<string, unknown> {
  const own = definition.fields.filter((one) => !isSystemField(definition, one));
  return {
    name: definition.name,
    description: '',
    drawingTool:
      definition.geometryType === 'esriGeometryPolygon' ? 'esriFeatureEditToolPolygon' : 'esriFeatureEditToolPoint',
    prototype: { attributes: Object.fromEntries(own.map((one) => [one.name, one.defaultValue])) },
  };
}

import { asArray, type JsonObject } from '../../shared/json.js';
import type { LayerSchema } from '../../shared/esri.js';
import { readField } from '../../shared/layer-json.js';
import { completeSchema } from '../../shared/layer-schema.js';
import type { MobileLayer } from '../types.js';

/** What may be done with a layer that does not tell. Whether it may be edited the service says at the first sync. */
const CAPABILITIES = ['CREATE', 'UPDATE', 'DELETE', 'QUERY', 'EDITING', 'SYNC'];

/** A layer of a file as the store keeps it: by the service's description where the file has one. Its id fields must be known. */
export function schemaOf(layer: MobileLayer): LayerSchema {
  const { layerId, name, objectIdField, globalIdField, description } = layer;
  // A service describes more than it hands out: what it described is what its schema is compared with.
  const described = asArray(description?.['fields']).flatMap((field) => readField(field) ?? []);
  const body: JsonObject = description ?? {};
  const { geometryType: _told, ...schema } = completeSchema(
    { ...body, type: layer.type },
    {
      layerId,
      name,
      objectIdField: objectIdField ?? '',
      globalIdField: globalIdField ?? '',
      fields: described.length > 0 ? described : layer.fields,
    },
    CAPABILITIES,
  );
  return {
    ...schema,
    ...(layer.geometryType === null ? {} : { geometryType: layer.geometryType }),
    hasZ: layer.hasZ,
    hasM: layer.hasM,
    hasAttachments: layer.hasAttachments,
    relationships: layer.relationships,
  };
}

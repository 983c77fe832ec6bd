/** `{FeatureServer}/{layerId}?f=json` read once into a LayerSchema, with the defaults filled in (protocol 1.3). Pure; every key is doubted. */
import { GdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import { asArray, asNumber, asString, isObject, pick } from '../shared/json.js';
import { readField } from '../shared/layer-json.js';
import { completeSchema, fieldName } from '../shared/layer-schema.js';
import { badReply, type Asked } from './failures.js';

/** `inherited`: the service's capabilities, for layers that list none. Throws `bad-reply`, or `not-supported` for a layer without GlobalIDs. */
export function readLayerSchema(body: unknown, asked: Asked, inherited: readonly string[]): LayerSchema {
  if (!isObject(body)) throw badReply(asked, 'the layer is not described by a JSON object.');
  const layerId = asNumber(pick(body, 'id'));
  if (layerId === undefined || !Number.isInteger(layerId)) throw badReply(asked, 'the layer has no id.');
  const fields = asArray(pick(body, 'fields')).flatMap((entry) => readField(entry) ?? []);
  const name = asString(pick(body, 'name')) ?? `Layer ${String(layerId)}`;
  const objectIdField = fieldName(fields, pick(body, 'objectIdField'), 'esriFieldTypeOID');
  if (objectIdField === undefined) throw badReply(asked, `layer ${String(layerId)} (${name}) has no ObjectID field.`);
  const globalIdField = fieldName(fields, pick(body, 'globalIdField'), 'esriFieldTypeGlobalID');
  if (globalIdField === undefined) {
    throw new GdbError(
      'not-supported',
      `Layer ${String(layerId)} (${name}) has no GlobalIDs, and cannot be taken offline. Its owner can add them (Add Global IDs) and publish it again with Sync enabled.`,
      {
        method: asked.method,
        url: asked.url,
        answered: true,
      },
    );
  }
  return completeSchema(body, { layerId, name, objectIdField, globalIdField, fields }, inherited);
}

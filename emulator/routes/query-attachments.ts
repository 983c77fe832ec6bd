import type { Attachment } from '../data/attachment-store.js';
import type { StoredFeature } from '../data/layer-table.js';
import { formatGuid } from '../guid.js';
import type { Params } from '../params.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { attachmentInfo, attachmentUrl } from './attachments.js';
import { layerOf, needCapability } from './common.js';
import { readRowFilter } from './query.js';

/** `queryAttachments`: the attachments of many features, in groups. */
export function queryAttachments(call: Call): Reply {
  needCapability(call, 'Query');
  const { params, service } = call;
  const layer = layerOf(call);
  const { id: layerId, hasAttachments } = layer.definition;
  const rows = hasAttachments ? layer.select(readRowFilter(params, layer)) : [];
  const found = service.attachments
    .ofFeatures(
      layerId,
      rows.map(({ globalId }) => globalId),
    )
    .filter(isWanted(params));
  const offset = params.integer('resultOffset') ?? 0;
  const limit = params.integer('resultRecordCount') ?? service.options.maxRecordCount;
  const page = found.slice(offset, offset + limit);
  const groups = rows.flatMap((row) =>
    group(
      call,
      row,
      page.filter(({ parent }) => parent === row.globalId),
    ),
  );
  if (params.flag('returnCountOnly', false)) {
    const counts = rows.map((row) => ({
      ...key(call, row),
      count: found.filter(({ parent }) => parent === row.globalId).length,
    }));
    return json({ attachmentGroups: counts.filter(({ count }) => count > 0) });
  }
  return json({
    fields,
    attachmentGroups: groups,
    ...(found.length > offset + limit ? { exceededTransferLimit: true } : {}),
  });
}

const fields = [
  { name: 'id', type: 'esriFieldTypeOID', alias: 'id' },
  { name: 'globalId', type: 'esriFieldTypeGlobalID', alias: 'globalId' },
  { name: 'name', type: 'esriFieldTypeString', alias: 'name' },
  { name: 'contentType', type: 'esriFieldTypeString', alias: 'contentType' },
  { name: 'size', type: 'esriFieldTypeInteger', alias: 'size' },
  { name: 'keywords', type: 'esriFieldTypeString', alias: 'keywords' },
];

function group(call: Call, row: StoredFeature, attachments: readonly Attachment[]): Record<string, unknown>[] {
  if (attachments.length === 0) return [];
  const byUrl = call.params.flag('returnUrl', false);
  const attachmentInfos = attachments.map((attachment) => {
    const url = byUrl
      ? { url: attachmentUrl(call, { layerId: attachment.layer, objectId: row.objectId, id: attachment.id }) }
      : {};
    return { ...attachmentInfo(call, attachment), ...url };
  });
  return [{ ...key(call, row), attachmentInfos }];
}

function key(call: Call, { objectId, globalId }: StoredFeature): { parentObjectId: number; parentGlobalId: string } {
  return { parentObjectId: objectId, parentGlobalId: formatGuid(globalId, call.service.options.guidFormat) };
}

function isWanted(params: Params): (attachment: Attachment) => boolean {
  const types = params.list('attachmentTypes')?.map((type) => type.toLowerCase());
  const keywords = params.list('keywords')?.map((word) => word.toLowerCase());
  const sizes = params.list('size')?.map(Number);
  return ({ type, keywords: own, size }) =>
    (types?.includes(type.toLowerCase()) ?? true) &&
    (keywords?.some((word) =>
      own
        .toLowerCase()
        .split(/[,;]\s*/)
        .includes(word),
    ) ??
      true) &&
    size >= (sizes?.[0] ?? 0) &&
    size <= (sizes?.[1] ?? Infinity);
}

/** The attachments of a layer: what they are at once, their bytes when asked for. */
import { toGlobalId } from '../shared/ids.js';
import { asNumber, asString } from '../shared/json.js';
import type { LayerSource } from './catalogue/layers.js';
import { currentRows } from './current-rows.js';
import type { Database } from './sqlite/database.js';
import type { SqlValue } from './sqlite/values.js';
import type { MobileAttachment, ReadOptions } from './types.js';

const columns = [
  ...['ATTACHMENTID', 'GLOBALID', 'REL_GLOBALID', 'REL_OBJECTID'],
  ...['ATT_NAME', 'CONTENT_TYPE', 'KEYWORDS'],
];

export async function* readAttachments(
  database: Database,
  { attachmentTable }: Pick<LayerSource, 'attachmentTable'>,
  { signal }: ReadOptions,
): AsyncGenerator<MobileAttachment> {
  const asked = { ...currentRows(columns), content: 'DATA', signal };
  for await (const { values, content } of database.rows(attachmentTable, asked)) {
    const [, id, globalId, parent, parentId, name, type, keywords] = values;
    yield {
      attachmentId: asNumber(id) ?? null,
      globalId: toId(globalId),
      parentGlobalId: toId(parent),
      parentObjectId: asNumber(parentId) ?? null,
      name: asString(name) ?? '',
      contentType: asString(type) ?? '',
      keywords: asString(keywords) ?? '',
      content,
    };
  }
}

function toId(value: SqlValue | undefined): string | null {
  return typeof value === 'string' ? toGlobalId(value) : null;
}

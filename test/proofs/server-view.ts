/** What the service holds, read by plain REST as any other client would. */
import { toGlobalId } from '../../src/shared/ids.js';
import { rowText } from '../journeys/robot.js';
import { sha256, type TestService } from '../support/service.js';
import type { SeenPhoto, SeenRow, ServiceView } from './views.js';

export async function lookAtService(
  service: TestService,
  layerIds: readonly number[],
  token?: string,
): Promise<ServiceView> {
  const rows: SeenRow[] = [];
  const photos: SeenPhoto[] = [];
  const signed = token === undefined ? {} : { token };
  for (const layerId of layerIds) {
    const found = await service.features(layerId, '1=1', token);
    for (const row of found) {
      const globalId = toGlobalId(String(row.attributes['GlobalID']));
      rows.push({ layerId, globalId, fields: row.attributes, text: rowText(row) });
    }
    const { attachmentGroups } = (await service.post(`${String(layerId)}/queryAttachments`, {
      definitionExpression: '1=1',
      ...signed,
    })) as { readonly attachmentGroups?: readonly Group[] };
    for (const { parentGlobalId, parentObjectId, attachmentInfos } of attachmentGroups ?? []) {
      for (const { id, globalId } of attachmentInfos) {
        const address = `${service.url}/${String(layerId)}/${String(parentObjectId)}/attachments/${String(id)}`;
        const reply = await fetch(`${address}${token === undefined ? '' : `?token=${token}`}`);
        const hash = await sha256(await reply.arrayBuffer());
        photos.push({ layerId, parent: toGlobalId(parentGlobalId), globalId: toGlobalId(globalId), hash });
      }
    }
  }
  const replicas = await (
    await fetch(`${service.url}/replicas?${new URLSearchParams({ f: 'json', ...signed }).toString()}`)
  ).json();
  return { rows, photos, replicas: (replicas as readonly unknown[]).length };
}

interface Group {
  readonly parentGlobalId: string;
  readonly parentObjectId: number;
  readonly attachmentInfos: readonly { readonly id: number; readonly globalId: string }[];
}

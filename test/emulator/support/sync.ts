import assert from 'node:assert/strict';
import type { FeatureJson, LayerEditsJson, SyncJson } from './replies.js';
import type { Service } from './service.js';

/** A second client, by whom the service changes. */
export async function addElsewhere(service: Service, feature: FeatureJson, layer = 0): Promise<void> {
  await service.post(`${layer}/applyEdits`, { useGlobalIds: true, adds: [feature] });
}

/** @returns what a sync tells of one layer */
export function layer(reply: SyncJson, id: number): LayerEditsJson {
  const found = reply.edits.find((one) => one.id === id);
  assert.ok(found, `edits of layer ${id}`);
  return found;
}

/** @returns the GlobalIDs of features */
export const ids = (features: readonly FeatureJson[]): unknown[] =>
  features.map(({ attributes }) => attributes['GlobalID']);

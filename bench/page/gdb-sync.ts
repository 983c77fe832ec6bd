/** This library, through its public face alone: the controller. */
import { getSyncController, type SyncController } from '../../src/index.js';
import type { Published } from '../server/serve.js';
import type { MeasuredStore } from './store.js';

const controllers = new Map<string, SyncController>();

/** The controller of a layer; `network` in place of the page's own fetch, from the first call on. */
export function controllerOf({ serviceUrl }: Published, network?: typeof fetch): SyncController {
  const known = controllers.get(serviceUrl);
  if (known) return known;
  const made = getSyncController({ serviceUrl, ...(network ? { fetch: network } : {}) });
  controllers.set(serviceUrl, made);
  return made;
}

/** Takes the whole layer offline. */
export async function takeOffline(controller: SyncController): Promise<void> {
  await controller.ready;
  await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
}

export function createStore(): MeasuredStore {
  let controller: SyncController | null = null;
  const opened = (): SyncController => {
    if (controller === null) throw new Error('open first');
    return controller;
  };
  return {
    load: async (source) => {
      controller = controllerOf(source);
      await takeOffline(controller);
    },
    open: async (source) => {
      controller = controllerOf(source);
      await controller.ready;
    },
    count: () => opened().queryFeatureCount(0),
    find: async (globalIds) => (await opened().queryFeatures(0, { globalIds: [...globalIds] })).features,
    viewport: async (envelope) => (await opened().queryFeatures(0, { geometry: envelope })).features,
  };
}

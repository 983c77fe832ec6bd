import { getSyncController } from '../../controller/registry.js';
import type { SyncController } from '../../controller/types.js';
import { isWebAddress } from '../../shared/web-address.js';
import type { BindingProblem, BoundHost } from './binding.js';

/** The page's shared controller for what an element names, or what is wrong with that: what the registry refuses, too. */
export function sharedOf({ serviceUrl, geodatabase, wishes }: BoundHost): SyncController | BindingProblem {
  if (serviceUrl === undefined || serviceUrl.trim() === '') return { kind: 'service-url-missing' };
  if (!isWebAddress(serviceUrl, document.baseURI)) return { kind: 'service-url-wrong', value: serviceUrl };
  try {
    return getSyncController({ serviceUrl, ...(geodatabase === undefined ? {} : { geodatabase }), ...wishes });
  } catch (error) {
    return { kind: 'refused', message: String(error instanceof Error ? error.message : error) };
  }
}

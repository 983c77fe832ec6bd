/** {root}/rest/info: https://developers.arcgis.com/rest/services-reference/enterprise/server-info/ */
import { isGdbError } from '../shared/errors.js';
import { isObject, pick } from '../shared/json.js';
import type { CallOptions } from '../sync/ports.js';
import { resolveAddress } from './addresses.js';
import type { Requester } from './request.js';

/** The portal a server belongs to (`owningSystemUrl`), without trailing slash; null for servers of their own. */
export async function owningPortal(requester: Requester, { signal }: CallOptions): Promise<string | null> {
  const root = /^(.*\/rest)\/services(\/|$)/i.exec(requester.serviceUrl)?.[1];
  if (root === undefined) return null;
  try {
    const info = await requester.json({ operation: 'info', method: 'GET', url: `${root}/info`, signal });
    const portal = resolveAddress(isObject(info) ? pick(info, 'owningSystemUrl') : null, requester.serviceUrl);
    return portal === null ? null : toHttps(portal, requester.serviceUrl).replace(/\/+$/, '');
  } catch (error) {
    if (isGdbError(error) && !error.retryable && (error.code === 'service' || error.code === 'http')) return null;
    throw error;
  }
}

/** ArcGIS Online still names its portal with http: a token goes out over https only where the service itself has it. */
function toHttps(portal: string, serviceUrl: string): string {
  return serviceUrl.startsWith('https:') ? portal.replace(/^http:/, 'https:') : portal;
}

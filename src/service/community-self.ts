/** {portal}/sharing/rest/community/self, the user of a token: https://developers.arcgis.com/rest/users-groups-and-items/self/ */
import { asString, isObject, pick } from '../shared/json.js';
import type { CallOptions } from '../sync/ports.js';
import type { Requester } from './request.js';

/** The user's name, or null. POST, so that the token is in no URL. `requester.serviceUrl` is the portal. */
export async function communitySelf(requester: Requester, { signal }: CallOptions): Promise<string | null> {
  const body = await requester.json({
    operation: 'community/self',
    method: 'POST',
    url: `${requester.serviceUrl}/sharing/rest/community/self`,
    signal,
  });
  if (!isObject(body)) return null;
  const user = pick(body, 'user');
  const username = asString(pick(isObject(user) ? user : body, 'username'));
  return username === undefined || username.trim() === '' ? null : username;
}

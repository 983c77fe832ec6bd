import { GdbError, toGdbError } from '../shared/errors.js';
import type { CatalogueEntry } from '../sync/ports.js';
import type { EngineDeps } from './engine-deps.js';

/**
 * Whose database the first contact with a service makes: keyed by portal and user. A service that does not say who asks counts as one without
 * users. Rejects `user-unknown` where a signed-in user has no name, and `aborted`.
 */
export async function ownerKey(
  { identity, whoAmI, serviceUrl, geodatabaseName }: EngineDeps,
  signal: AbortSignal,
): Promise<CatalogueEntry['key']> {
  const me = await whoAmI({ signal }).catch((error: unknown) => {
    if (toGdbError(error).code === 'aborted') throw error;
    return { username: null, portal: null };
  });
  await identity.learn(() => Promise.resolve(me), signal);
  const { user } = identity;
  if (user === null)
    throw new GdbError(
      'user-unknown',
      'You are signed in, but the service does not say as whom. Name the user to take an area offline.',
    );
  const portal = me.portal ?? new URL(serviceUrl).origin;
  return { portal, service: serviceUrl, user, geodatabase: geodatabaseName };
}

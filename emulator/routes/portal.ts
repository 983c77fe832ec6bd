import { ServiceError } from '../errors.js';
import type { User } from '../options.js';
import { json, type Reply } from '../reply.js';
import { siteUrl, type Call } from '../site.js';

/** `community/self` of the portal: who the token belongs to. */
export function communitySelf(call: Call): Reply {
  if (call.user === null) throw new ServiceError(499, 'Token Required');
  return json(userJson(call.user));
}

/** `portals/self`. */
export function portalSelf(call: Call): Reply {
  return json({
    id: 'emulator',
    name: 'gdb-emulator',
    isPortal: true,
    currentVersion: String(call.service.options.currentVersion),
    portalHostname: new URL(siteUrl(call)).host,
    allSSL: false,
    supportsOAuth: false,
    authorizedCrossOriginDomains: [],
    helperServices: {},
    ...(call.user === null ? {} : { user: userJson(call.user) }),
  });
}

/** The portal itself. */
export function portalRoot(call: Call): Reply {
  return json({ currentVersion: String(call.service.options.currentVersion) });
}

function userJson({ username, fullName, role }: User): Record<string, unknown> {
  return { username, fullName, role: role === 'admin' ? 'org_admin' : 'org_user', privileges: [], groups: [] };
}

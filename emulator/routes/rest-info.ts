import { json, type Reply } from '../reply.js';
import { siteUrl, type Call } from '../site.js';

/** `/rest/info`: how to sign in, and which portal owns the server. */
export function restInfo(call: Call): Reply {
  const { secured, owningSystem, currentVersion, tokenLifetimeMs } = call.service.options;
  const root = siteUrl(call);
  const tokenServicesUrl = owningSystem ? `${root}/sharing/rest/generateToken` : `${root}/tokens/generateToken`;
  return json({
    currentVersion,
    fullVersion: `${currentVersion}.0`,
    ...(owningSystem ? { owningSystemUrl: root } : {}),
    authInfo: {
      isTokenBasedSecurity: secured,
      ...(secured ? { tokenServicesUrl, shortLivedTokenValidity: Math.round(tokenLifetimeMs / 60000) } : {}),
    },
  });
}

/** `/rest/services`: the one service of the site. */
export function serviceCatalogue(call: Call): Reply {
  return json({
    currentVersion: call.service.options.currentVersion,
    folders: [],
    services: [{ name: call.service.name, type: 'FeatureServer' }],
  });
}

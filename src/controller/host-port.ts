/** The page's part in a run, made from who is signed in, the catalogue, and the room on this device. */
import type { HostPort } from '../sync/context.js';
import type { CataloguePort } from '../sync/ports.js';
import { ANONYMOUS } from './identity.js';
import type { Identity, WhoAmI } from './identity.js';

export interface HostDeps {
  readonly serviceUrl: string;
  /** Name of the geodatabase's database. */
  readonly database: string;
  readonly identity: Identity;
  readonly whoAmI: WhoAmI;
  /** Throws when the controller is closed. */
  readonly catalogue: () => CataloguePort;
  readonly requireRoom: HostPort['requireRoom'];
  readonly requireRoomFor: HostPort['requireRoomFor'];
  readonly fileToLoad: HostPort['fileToLoad'];
  readonly justDescribed: HostPort['justDescribed'];
  readonly openFile: HostPort['openFile'];
  readonly openChanges: HostPort['openChanges'];
}

export function hostPortOf(deps: HostDeps): HostPort {
  const { serviceUrl, database, identity, whoAmI, catalogue, fileToLoad, openFile, openChanges } = deps;
  const { requireRoom, requireRoomFor, justDescribed } = deps;
  const place = { service: serviceUrl, database };
  return {
    serviceUrl,
    authorizeSend: async (editUsers) => {
      await identity.learn(whoAmI, new AbortController().signal);
      identity.authorizeSend(editUsers);
    },
    userName: () => identity.user ?? ANONYMOUS,
    deviceId: async () => catalogue().deviceId(),
    noteCreate: async (note) => catalogue().noteCreate({ ...note, ...place }),
    forgetCreate: async (uid) => catalogue().forgetCreate(uid),
    orphans: async () => catalogue().orphans(place),
    noteLeftReplica: async (replicaId) => catalogue().noteLeftReplica({ replicaId, ...place }),
    forgetLeftReplica: async (replicaId) => catalogue().forgetLeftReplica(replicaId),
    leftReplicas: async () => catalogue().leftReplicas(place),
    requireRoom,
    requireRoomFor,
    fileToLoad,
    justDescribed,
    openFile,
    openChanges,
    bury: async (replicaIds) => catalogue().bury(replicaIds, serviceUrl),
  };
}

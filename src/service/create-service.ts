/** Entry of this room: one feature service, with every operation that sync and uploads need. */
import { parseServiceUrl } from '../shared/urls.js';
import type { CallOptions, ServicePort, UploadServicePort } from '../sync/ports.js';
import { communitySelf } from './community-self.js';
import { createReplica } from './create-replica.js';
import { describeService } from './describe-service.js';
import { inspectService, type Inspection } from './inspect-service.js';
import { jobStatus } from './job-status.js';
import type { LayerEstimate } from '../shared/area-estimate.js';
import type { LayerSchema } from '../shared/esri.js';
import { listReplicas } from './list-replicas.js';
import { queryAttachments } from './query-attachments.js';
import { queryByGlobalIds } from './query-features.js';
import { readAttachment } from './read-attachment.js';
import { readResult } from './read-result.js';
import { replicaInfo, replicaMark } from './replica-info.js';
import { DEFAULT_TIMEOUTS, Requester, type Timeouts } from './request.js';
import { measureLayer, type MeasureOptions } from './measure-layer.js';
import { owningPortal } from './rest-info.js';
import { synchronizeReplica } from './synchronize-replica.js';
import { TokenSource, type Auth, type OnTokenUsed } from './token.js';
import { unregisterReplica } from './unregister-replica.js';
import { commitItem } from './uploads-commit.js';
import { uploadLimits } from './uploads-info.js';
import { item } from './uploads-item.js';
import { uploadPart } from './uploads-part.js';
import { listParts } from './uploads-parts.js';
import { registerItem } from './uploads-register.js';
import { upload } from './uploads-upload.js';
import { uploadEdits } from './upload-edits.js';

export type { Timeouts } from './request.js';
export type { Auth, OnTokenUsed, TokenUse } from './token.js';

/** What {@link createService} needs. */
export interface ServiceOptions {
  /** `https://.../FeatureServer`; a layer's URL, a trailing slash or a query are cut off. Throws a TypeError for what is no web address. */
  readonly serviceUrl: string;
  /** In place of the page's own: for hosts that add headers or cookies. */
  readonly fetch?: typeof fetch;
  readonly auth?: Auth;
  /** Epoch ms: read only to understand a Retry-After date. */
  readonly now: () => number;
  /** Awaited before each request that carries a token to the service; its rejection stops the request. Never called by {@link WhoAmI}. */
  readonly onTokenUsed?: OnTokenUsed;
  readonly timeouts?: Partial<Timeouts>;
  /** Epoch ms of the service's own clock, with each reply whose header `Date` a page may read. */
  readonly onServerTime?: (ms: number) => void;
  /** Bytes up to which replies of createReplica and synchronizeReplica are read at once; larger ones are handed on as they come. 256 KB. */
  readonly readAtOnce?: number;
}

/** Who the token belongs to. `username` is null without a token, or where no portal tells; `portal` is null for servers of their own. */
export interface WhoAmI {
  whoAmI(options: CallOptions): Promise<{ readonly username: string | null; readonly portal: string | null }>;
}

/** What the service and its layers say of themselves, nothing refused: for {@link checkService} of shared/. */
export interface Inspect {
  inspect(options: CallOptions): Promise<Inspection>;
}

/** How much an area holds, layer by layer. */
export interface Measure {
  measureLayer(layer: LayerSchema, options: MeasureOptions): Promise<LayerEstimate>;
}

/** Makes the client of one feature service. Does nothing until it is asked. */
export function createService(options: ServiceOptions): ServicePort & UploadServicePort & WhoAmI & Inspect & Measure {
  const { auth, now } = options;
  const { serviceUrl } = parseServiceUrl(options.serviceUrl);
  const timeouts: Timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const send: typeof fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const requesterOf = (url: string, tokens: TokenSource): Requester =>
    new Requester({
      fetch: send,
      serviceUrl: url,
      tokens,
      now,
      timeouts,
      ...(options.onServerTime === undefined ? {} : { onServerTime: options.onServerTime }),
      ...(options.readAtOnce === undefined ? {} : { readAtOnce: options.readAtOnce }),
    });
  const requester = requesterOf(serviceUrl, new TokenSource(serviceUrl, auth, options.onTokenUsed));
  const anonymous = requesterOf(serviceUrl, new TokenSource(serviceUrl, undefined));
  return {
    inspect: (call) => inspectService(requester, call),
    measureLayer: (layer, call) => measureLayer(requester, layer, call),
    describe: (layerIds, call) => describeService(requester, layerIds, call),
    createReplica: (request, call) => createReplica(requester, request, call),
    uploadEdits: (edits, layers, call) => uploadEdits(requester, { edits, layers }, call),
    synchronizeReplica: (request, call) => synchronizeReplica(requester, request, call),
    jobStatus: (statusUrl, call) => jobStatus(requester, statusUrl, call),
    readResult: (url, call) => readResult(requester, url, call),
    unregisterReplica: (replicaId, call) => unregisterReplica(requester, replicaId, call),
    listReplicas: (call) => listReplicas(requester, call),
    replicaInfo: (replicaId, call) => replicaInfo(requester, replicaId, call),
    replicaMark: (replicaId, call) => replicaMark(requester, replicaId, call),
    queryByGlobalIds: (layer, globalIds, call) => queryByGlobalIds(requester, layer, { globalIds, ...call }),
    queryAttachments: (layer, parentGlobalIds, call) =>
      queryAttachments(requester, layer, { parentGlobalIds, ...call }),
    readAttachment: (url, call) => readAttachment(requester, url, call),
    uploadLimits: (call) => uploadLimits(requester, call),
    upload: (file, call) => upload(requester, file, call),
    registerItem: (entry, call) => registerItem(requester, entry, call),
    uploadPart: (itemId, part, call) => uploadPart(requester, { itemId, ...part }, call),
    listParts: (itemId, call) => listParts(requester, itemId, call),
    commitItem: (itemId, parts, call) => commitItem(requester, { itemId, parts }, call),
    item: (itemId, call) => item(requester, itemId, call),
    whoAmI: async (call) => {
      const portal = await owningPortal(anonymous, call);
      if (portal === null || !auth) return { username: null, portal };
      // The portal's token is asked for under the portal's own URL, and goes nowhere else.
      const username = await communitySelf(requesterOf(portal, new TokenSource(portal, auth)), call);
      return { username, portal };
    },
  };
}

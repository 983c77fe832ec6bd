/**
 * The SDK's requests to a service that is on this device, answered from it: an interceptor for `esriConfig.request.interceptors`. It sees those of the
 * SDK's workers too. Requests to anything else, and all of the page's own interceptors, go on as before.
 */
import type { SyncController } from '../controller/types.js';
import type { EsriRequest, InterceptedRequest, RequestInterceptor, RequestOptions } from './host-sdk.js';
import type { LocalFeatureService } from './local-feature-service/local-feature-service.js';
import { pathBelow, toData, toLocalRequest } from './rest-request.js';

/**
 * Where a layer's rows come from while there is a network. `local-first`: always this device, which is fast, quiet, and shows what is not sent yet.
 * `network-first`: the service, and this device where the service does not answer in time, or where a layer has changes that are not sent.
 */
export type LayerPolicy = 'local-first' | 'network-first';

export interface InterceptorOptions {
  readonly controller: SyncController;
  readonly service: LocalFeatureService;
  readonly request: EsriRequest;
  readonly policy: (layerId: number | null) => LayerPolicy;
  /** How long the network may take before this device answers: one bar of signal is worse than none. Milliseconds. */
  readonly timeoutMs: number;
}

/** Marks a request that is meant for the network. A symbol survives the SDK's copies of the options. */
const TO_NETWORK = Symbol('to the network');
const toNetwork = { [TO_NETWORK]: true };

export function requestInterceptor(options: InterceptorOptions): RequestInterceptor {
  const { controller } = options;
  const info = `${controller.serviceUrl.replace(/\/services\/.*$/i, '')}/info`;
  return {
    // Read anew at each request: while nothing is on this device nothing is intercepted.
    get urls() {
      return controller.state.geodatabase === null ? [] : [controller.serviceUrl, info];
    },
    async before({ url, requestOptions }: InterceptedRequest) {
      if (TO_NETWORK in requestOptions) return undefined;
      const path = pathBelow(controller.serviceUrl, url);
      if (path === null) {
        return url.split('?', 1)[0] === info
          ? answerOr(options, { url, requestOptions }, () => restInfo(requestOptions))
          : undefined;
      }
      const layerId = layerOf(path);
      if (layerId !== null && !isHere(controller, layerId)) return undefined;
      const local = (): Promise<unknown> => answerHere(options.service, path, { url, requestOptions });
      return isForNetwork(options, layerId) ? answerOr(options, { url, requestOptions }, local) : local();
    },
  };
}

function isForNetwork({ controller, policy }: InterceptorOptions, layerId: number | null): boolean {
  return (
    policy(layerId) === 'network-first' &&
    controller.state.pending.features + controller.state.pending.attachments === 0
  );
}

function isHere(controller: SyncController, layerId: number): boolean {
  return controller.state.geodatabase?.layers.some((layer) => layer.layerId === layerId) ?? false;
}

function layerOf(path: string): number | null {
  const [first = ''] = path.split('/', 1);
  return /^\d+$/.test(first) ? Number(first) : null;
}

/** The network's answer; where there is none, or none in time, that of this device. What the service itself refuses stays refused. */
async function answerOr(
  { controller, request, timeoutMs }: InterceptorOptions,
  { url, requestOptions }: InterceptedRequest,
  local: () => Promise<unknown>,
): Promise<unknown> {
  if (controller.state.paused.includes('offline')) return local();
  const signals = [requestOptions.signal, AbortSignal.timeout(timeoutMs)].filter(
    (signal) => signal instanceof AbortSignal,
  );
  try {
    return (await request(url, { ...requestOptions, signal: AbortSignal.any(signals), ...toNetwork })).data;
  } catch (error) {
    if (requestOptions.signal?.aborted === true || wasAnswered(error)) return error;
    return local();
  }
}

/** The SDK tells the HTTP status of whatever was answered, also of an error in JSON. */
function wasAnswered(error: unknown): boolean {
  const details = (error as { readonly details?: { readonly httpStatus?: unknown } } | null)?.details;
  return typeof details?.httpStatus === 'number' && details.httpStatus > 0;
}

async function answerHere(
  service: LocalFeatureService,
  path: string,
  { url, requestOptions }: InterceptedRequest,
): Promise<unknown> {
  const reply = await service.handle(toLocalRequest(path, url, requestOptions));
  if (reply.kind === 'error') return requestError(reply);
  return toData(reply, requestOptions.responseType ?? 'json');
}

/** An error as `esri/request` makes it of a service's error in JSON. */
export function requestError({ code, message }: { readonly code: number; readonly message: string }): Error {
  const raw = { code, message, details: [] };
  return Object.assign(new Error(message), {
    name: 'request:server',
    details: { httpStatus: code, messageCode: null, messages: [], raw, subCode: null },
  });
}

/** `/rest/info`, which the Editor and the IdentityManager ask for: without a network nobody can sign in, and nobody needs to. */
async function restInfo({ responseType = 'json' }: RequestOptions): Promise<unknown> {
  const body = { currentVersion: 11.3, fullVersion: '11.3.0', authInfo: { isTokenBasedSecurity: false } };
  return toData({ kind: 'json', body }, responseType);
}

/**
 * The SDK's requests to a service that is on this device, answered from it: an interceptor for `esriConfig.request.interceptors`. It sees those of the
 * SDK's workers too. Requests to anything else, and all of the page's own interceptors, go on as before.
 */
import { REST_INFO, type AnswerPolicy } from './answer-policy.js';
import type { EsriRequest, InterceptedRequest, RequestInterceptor } from './host-sdk.js';
import type { LocalFeatureService } from './local-feature-service/local-feature-service.js';
import { isWebPage, toData, toLocalRequest } from './rest-request.js';

export interface InterceptorOptions {
  readonly service: LocalFeatureService;
  readonly policy: AnswerPolicy;
  readonly request: EsriRequest;
}

/** Marks a request that is meant for the network. A symbol survives the SDK's copies of the options. */
const TO_NETWORK = Symbol('to the network');
const toNetwork = { [TO_NETWORK]: true };

export function requestInterceptor(options: InterceptorOptions): RequestInterceptor {
  const { policy, service } = options;
  return {
    // Read anew at each request: while nothing is on this device nothing is intercepted.
    get urls() {
      return policy.addresses;
    },
    async before({ url, requestOptions }: InterceptedRequest) {
      if (TO_NETWORK in requestOptions) return undefined;
      const decision = await policy.decide(url);
      if (decision.kind === 'service') return undefined;
      if (decision.kind !== 'device') {
        const answer = await policy.askService(
          (signal) => ask(options, { url, requestOptions }, signal),
          requestOptions.signal,
        );
        if (answer !== null) return answer.data;
      }
      requestOptions.signal?.throwIfAborted();
      const responseType = requestOptions.responseType ?? 'json';
      if (decision.kind === 'service-then-info') return toData({ kind: 'json', body: REST_INFO }, responseType);
      const reply = await service.handle(toLocalRequest(decision.path, url, requestOptions));
      return reply.kind === 'error' ? requestError(reply) : toData(reply, responseType);
    },
  };
}

/** The service's answer, or the error that it answered with; null where something else or nothing came. */
async function ask(
  { request }: InterceptorOptions,
  { url, requestOptions }: InterceptedRequest,
  signal: AbortSignal,
): Promise<{ readonly data: unknown } | null> {
  try {
    const { data } = await request(url, { ...requestOptions, signal, ...toNetwork });
    return isWebPage(data) ? null : { data };
  } catch (error) {
    return wasAnswered(error) ? { data: error } : null;
  }
}

/** The SDK tells the HTTP status of whatever came: also of a gateway that found no service, and of a page that is no JSON. */
function wasAnswered(error: unknown): boolean {
  const details = (error as { readonly details?: { readonly httpStatus?: unknown; readonly raw?: unknown } } | null)
    ?.details;
  const status = details?.httpStatus;
  return typeof status === 'number' && status > 0 && !isGatewayError(status) && !(details?.raw instanceof SyntaxError);
}

/** Bad gateway, service unavailable, gateway timeout: nobody who knows the answer. */
export function isGatewayError(status: number): boolean {
  return status >= 502 && status <= 504;
}

/** An error as `esri/request` makes it of a service's error in JSON. */
export function requestError({ code, message }: { readonly code: number; readonly message: string }): Error {
  const raw = { code, message, details: [] };
  return Object.assign(new Error(message), {
    name: 'request:server',
    details: { httpStatus: code, messageCode: null, messages: [], raw, subCode: null },
  });
}

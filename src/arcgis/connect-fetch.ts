/** For pages whose ArcGIS Maps SDK cannot be reached (a bundle of somebody else's, two copies of it), and for arcgis-rest-js: `fetch` itself. */
import type { SyncController } from '../controller/types.js';
import { isForService } from '../shared/own-requests.js';
import { AnswerPolicy, type PolicyOptions } from './answer-policy.js';
import { answerRequest } from './answer-request.js';
import { LocalFeatureService, type LocalFeatureServiceOptions } from './local-feature-service/local-feature-service.js';

export interface ConnectFetchOptions extends LocalFeatureServiceOptions, PolicyOptions {
  readonly controller: SyncController;
  /** Whose `fetch` it is. Default: this page's. */
  readonly page?: { fetch: typeof fetch };
}

export interface FetchConnection {
  /** Requests go to the network again, also where somebody else has wrapped `fetch` since. */
  disconnect(): void;
}

/**
 * Requests that this page makes by `fetch` to the controller's service are answered from this device from now on; all others pass untouched. Call it before
 * the page's first request: whoever took `fetch` earlier keeps that one. `<img src>` of an attachment needs the service worker.
 */
export function connectFetch(options: ConnectFetchOptions): FetchConnection {
  const { controller, page = globalThis } = options;
  const before = page.fetch;
  const send = (...request: Parameters<typeof fetch>): Promise<Response> => before.call(globalThis, ...request);
  const policy = new AnswerPolicy(controller, controller.serviceUrl, options);
  const answering = { service: new LocalFeatureService(controller, options), policy, send };
  let isConnected = true;

  const answer = async (input: RequestInfo | URL, init: RequestInit | undefined, url: string): Promise<Response> => {
    const decision = await policy.decide(url);
    if (decision.kind === 'service') return send(input, init);
    const form = init?.body instanceof FormData ? { form: init.body } : {};
    return answerRequest(new Request(input, init), decision, { ...answering, ...form });
  };
  const wrapped: typeof fetch = (input, init) => {
    const url = addressOf(input);
    const isOurs = isConnected && url !== null && !isForService(url) && policy.concerns(url);
    return isOurs ? answer(input, init, url) : send(input, init);
  };
  page.fetch = wrapped;
  return {
    disconnect() {
      isConnected = false;
      if (page.fetch === wrapped) page.fetch = before;
    },
  };
}

/** Null for what `fetch` will refuse itself. */
function addressOf(input: RequestInfo | URL): string | null {
  if (input instanceof Request) return input.url;
  try {
    return new URL(input, globalThis.location.href).href;
  } catch {
    return null;
  }
}

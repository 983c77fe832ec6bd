/**
 * Requests to feature services of which an area is on this device, answered from it: of any code, also `<img src>` of attachments, and with the web
 * server and the service gone. What the library itself asks a service always goes there.
 */
import { AnswerPolicy, type PolicyOptions } from '../arcgis/answer-policy.js';
import { answerRequest } from '../arcgis/answer-request.js';
import {
  LocalFeatureService,
  type LocalFeatureServiceOptions,
} from '../arcgis/local-feature-service/local-feature-service.js';
import { isForService } from '../shared/own-requests.js';
import { DeviceCopies, type OpenCopy } from './device-copies.js';
import type { WorkerPart } from './worker-part.js';

export interface FeatureServicesOptions extends PolicyOptions, Omit<LocalFeatureServiceOptions, 'describe'> {
  /** The name under which the pages take areas. Default `default`. */
  readonly geodatabase?: string;
}

interface Answerer {
  readonly service: LocalFeatureService;
  readonly policy: AnswerPolicy;
}

export function featureServices(options: FeatureServicesOptions = {}): WorkerPart {
  const copies = new DeviceCopies(options.geodatabase ?? 'default');
  const known = new WeakMap<OpenCopy['copy'], Answerer>();
  const answererOf = ({ copy, serviceUrl }: OpenCopy): Answerer => {
    const answerer = known.get(copy) ?? {
      service: new LocalFeatureService(copy.verbs, options),
      policy: new AnswerPolicy(copy.verbs, serviceUrl, options),
    };
    known.set(copy, answerer);
    return answerer;
  };

  return {
    answers: ({ url, mode }) =>
      mode !== 'navigate' && !isForService(url) && /\/(FeatureServer|rest\/info)([/?#]|$)/i.test(url),
    async answer(request) {
      // A store that cannot be opened is no reason to keep the page from the service.
      const found = await copies.find(request.url).catch(() => null);
      if (found === null) return fetch(request);
      const { service, policy } = answererOf(found);
      const decision = await policy.decide(request.url);
      return decision.kind === 'service' ? fetch(request) : answerRequest(request, decision, { service, policy, send });
    },
  };
}

function send(request: Request, options?: { readonly signal: AbortSignal }): Promise<Response> {
  return fetch(request, options);
}

/** A request of `fetch`, answered from this device or by the service: what the wrapper of `window.fetch` and the service worker have in common. */
import { REST_INFO, type AnswerPolicy, type Decision } from './answer-policy.js';
import type { LocalFeatureService } from './local-feature-service/local-feature-service.js';
import type { LocalReply } from './local-feature-service/request.js';
import { isGatewayError } from './request-interceptor.js';
import { toBlob, toLocalRequest } from './rest-request.js';

export interface Answering {
  readonly service: LocalFeatureService;
  readonly policy: AnswerPolicy;
  /** The network, past whatever answers here. */
  readonly send: (request: Request, options?: { readonly signal: AbortSignal }) => Promise<Response>;
  /** The form of the request, where it is at hand: WebKit cannot read the files in one again. */
  readonly form?: FormData;
}

type Answered = Exclude<Decision, { readonly kind: 'service' }>;

/** Rejects only when the request is cancelled. */
export async function answerRequest(
  request: Request,
  decision: Answered,
  { service, policy, send, form }: Answering,
): Promise<Response> {
  if (decision.kind !== 'device') {
    const answer = await policy.askService(async (signal) => {
      const response = await send(request.clone(), { signal });
      return isAnswer(response) ? response : null;
    }, request.signal);
    if (answer !== null) return answer;
  }
  request.signal.throwIfAborted();
  if (decision.kind === 'service-then-info') return Response.json(REST_INFO);
  const spare = request.clone();
  const reply = await service.handle(
    toLocalRequest(
      decision.path,
      request.url,
      request.method === 'GET' ? {} : { body: form ?? (await bodyOf(request)) },
    ),
  );
  const isFile = /\/attachments\/-?\d+$/i.test(decision.path);
  // Bytes that were never brought to this device: only the service has them.
  if (isFile && reply.kind === 'error') return send(spare).catch(() => toResponse(reply, isFile));
  return toResponse(reply, isFile);
}

/** A captive portal answers with a page, a gateway with an error of its own. */
function isAnswer({ status, headers }: Response): boolean {
  return !isGatewayError(status) && !/text\/html/i.test(headers.get('content-type') ?? '');
}

async function bodyOf(request: Request): Promise<FormData | string> {
  const isMultipart = /multipart\/form-data/i.test(request.headers.get('content-type') ?? '');
  return isMultipart ? request.formData() : request.text();
}

/** ArcGIS writes errors as JSON under HTTP 200; an `<img>` understands the status. */
function toResponse(reply: LocalReply, isFile: boolean): Response {
  if (reply.kind === 'error') {
    const error = { code: reply.code, message: reply.message, details: [] };
    return Response.json({ error }, isFile ? { status: reply.code } : {});
  }
  const blob = toBlob(reply);
  return new Response(blob, {
    headers: {
      'content-type': blob.type || 'application/octet-stream',
      'cache-control': 'no-store',
      // What somebody attached must never run as a page.
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    },
  });
}

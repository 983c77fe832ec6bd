import { ConnectionDropped, ServiceError } from './errors.js';
import type { Operation } from './operations.js';
import { Params } from './params.js';
import { ranged, render, renderError, type Rendered } from './reply.js';
import type { LogEntry } from './request-log.js';
import { tokenOf, userOf } from './routes/tokens.js';
import type { Call, Site } from './site.js';
import { runStruck, type Sent } from './struck.js';

/** Where a request goes. */
export interface Target {
  readonly site: Site;
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
  readonly now: number;
  readonly maxBodyBytes: number;
  readonly startJob: (id: string) => void;
}

/**
 * Reads a request, logs it, lets it run into its faults, and answers it.
 * @throws {ConnectionDropped} when the client gets no reply
 */
export async function answer(request: Request, target: Target): Promise<Sent> {
  const { site, operation, now } = target;
  let params: Params;
  try {
    params = await Params.read(request, Math.min(target.maxBodyBytes, site.service.options.maxBodyBytes));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw new ConnectionDropped();
    return { rendered: renderError(error, undefined) };
  }
  const entry = site.log.start({
    time: now,
    method: request.method,
    operation: operation.name,
    path: new URL(request.url).pathname,
    params: params.entries(),
    requestBytes: params.bytes,
  });
  const faults = site.faults.takeForRequest(operation.name);
  const isStruck: Call['isStruck'] = (kind) => faults.some(({ spec }) => spec.kind === kind);
  const perform = (): Rendered => carryOut(request, { ...target, params, entry, isStruck });
  try {
    const sent = await runStruck({ faults, board: site.faults, params, signal: request.signal, entry, perform });
    entry.status = sent.rendered.status;
    entry.responseBytes = sent.cutAt ?? sent.rendered.body.length;
    entry.outcome = sent.cutAt === undefined ? 'replied' : 'cut';
    return sent;
  } catch (error) {
    entry.outcome = 'dropped';
    throw error;
  }
}

type Performance = Target & Pick<Call, 'params' | 'isStruck'> & { entry: LogEntry };

function carryOut(request: Request, target: Performance): Rendered {
  const { site, operation, path, now, params, entry, isStruck, startJob } = target;
  const { origin } = new URL(request.url);
  const base = { site, service: site.service, params, path, origin, now, entry, isStruck, startJob };
  try {
    const token = tokenOf(request, params.text('token'));
    const user = operation.open === true && token === undefined ? null : userOf(base, token);
    if (user === null && site.service.options.secured && operation.open !== true)
      throw new ServiceError(499, 'Token Required');
    const call: Call = { ...base, user, isSigned: token !== undefined };
    const reply = operation.run(call);
    const rendered = render(reply, params);
    const servesRanges = reply.kind === 'raw' && site.service.options.fileRanges === 'served';
    return servesRanges ? ranged(rendered, request.headers.get('range')) : rendered;
  } catch (error) {
    const known =
      error instanceof ServiceError
        ? error
        : new ServiceError(500, 'An unexpected error occurred processing the request.', { details: [String(error)] });
    entry.error = known.code;
    return renderError(known, params, site.service.options.errorDetails);
  }
}

import { ConnectionDropped, ServiceError } from './errors.js';
import type { Fault, FaultBoard } from './faults.js';
import type { Params } from './params.js';
import { html, renderError, type Rendered } from './reply.js';
import type { LogEntry } from './request-log.js';

/** A request on its way through the faults that strike it. */
export interface Struck {
  readonly faults: readonly Fault[];
  readonly board: FaultBoard;
  readonly params: Params;
  /** aborted when the client closes its connection */
  readonly signal: AbortSignal;
  readonly entry: LogEntry;
  /** does what is asked; may be called twice */
  readonly perform: () => Rendered;
}

/** What is sent, perhaps not to its end. */
export interface Sent {
  readonly rendered: Rendered;
  readonly cutAt?: number;
}

/**
 * Lets a request run into its faults: first those before the service does anything, then those after.
 * @throws {ConnectionDropped} when the client gets no reply
 */
export async function runStruck(request: Struck): Promise<Sent> {
  const { faults, board, signal, entry } = request;
  for (const fault of faults) {
    const { spec } = fault;
    entry.faults.push(spec.kind);
    if (spec.kind === 'dropBeforeCommit') throw new ConnectionDropped();
    if (spec.kind === 'holdRequest') await board.hold(fault);
    if (spec.kind === 'slow' && spec.when !== 'after') await board.sleep(spec.delayMs);
    if (spec.kind === 'commitAfterClientGaveUp') {
      await board.clientGone(fault, signal);
      await board.sleep(spec.delayMs ?? 0);
    }
    const instead = spec.when === 'after' ? undefined : replacement(fault, request.params);
    if (instead !== undefined) return { rendered: instead };
  }
  let rendered = await deliver(request);
  let cutAt: number | undefined;
  for (const fault of faults) {
    const { spec } = fault;
    if (spec.kind === 'dropReplyAfterCommit') throw new ConnectionDropped();
    // A client that is still there when the fault is released gets its reply: dropped then, a browser would send the request again by itself.
    if (spec.kind === 'commitAfterClientGaveUp' && signal.aborted) throw new ConnectionDropped();
    if (spec.kind === 'holdReply') await board.hold(fault);
    if (spec.kind === 'slow' && spec.when === 'after') await board.sleep(spec.delayMs);
    if (spec.kind === 'cutBody') cutAt = spec.atByte;
    if (spec.when === 'after') rendered = replacement(fault, request.params) ?? rendered;
  }
  return { rendered, ...(cutAt === undefined ? {} : { cutAt }) };
}

/** A browser may send a POST twice when a kept connection dies, and sees the second reply only. */
async function deliver({ faults, board, entry, perform }: Struck): Promise<Rendered> {
  const once = (): Rendered => {
    entry.performed++;
    return perform();
  };
  const spec = faults.map((fault) => fault.spec).find((one) => one.kind === 'deliverTwice');
  if (spec?.kind !== 'deliverTwice') return once();
  const pause = spec.concurrently === true ? 0 : 20;
  const first = once();
  await board.sleep(pause);
  const second = once();
  return spec.reply === 'first' ? first : second;
}

function replacement({ spec }: Fault, params: Params): Rendered | undefined {
  switch (spec.kind) {
    case 'httpStatus': {
      const retry = spec.retryAfter === undefined ? {} : { 'retry-after': String(spec.retryAfter) };
      const page = html(spec.body ?? `HTTP ${spec.status}`, spec.status);
      return { ...page, headers: { ...page.headers, ...retry } };
    }
    case 'jsonError':
      return renderError(
        new ServiceError(spec.code, spec.message ?? 'Unable to complete operation.', { details: spec.details ?? [] }),
        params,
      );
    case 'token498':
      return renderError(new ServiceError(498, 'Invalid token.'), params);
    case 'token499':
      return renderError(new ServiceError(499, 'Token Required'), params);
    case 'captivePortal':
      return html('Welcome to the free WiFi of this place. Please accept the terms.', 200);
    default:
      return undefined;
  }
}

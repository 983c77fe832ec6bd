/** Who answers a request to a feature service, this device or the service: one decision for all adapters, which only carry requests. */
import { now } from '../shared/clock.js';
import type { LocalCopy } from './local-feature-service/local-copy.js';
import { pathBelow } from './rest-request.js';

/**
 * Where a layer's rows come from while there is a network. `local-first`: always this device, which is fast, quiet, and shows what is not sent yet.
 * `network-first`: the service, and this device where the service does not answer in time, or while anything is not sent. Edits always go into this
 * device's store: sent to the service, and made here again when its answer does not come in time, they would be doubled.
 */
export type LayerPolicy = 'local-first' | 'network-first';

export interface PolicyOptions {
  /** For all layers or for each; null is the service itself. Default `local-first`. */
  readonly policy?: LayerPolicy | ((layerId: number | null) => LayerPolicy);
  /** Milliseconds that the service may take where it is asked first: one bar of signal is worse than none. Default 4000. */
  readonly timeoutMs?: number;
  /** Milliseconds for which a service that did not answer is not asked again. Default 15000. */
  readonly restMs?: number;
}

export type Decision =
  /** Not of this service, not on this device, or of no use from there. */
  | { readonly kind: 'service' }
  | { readonly kind: 'device'; readonly path: string }
  | { readonly kind: 'service-then-device'; readonly path: string }
  /** `/rest/info`, which the Editor and the IdentityManager ask for. */
  | { readonly kind: 'service-then-info' };

const SERVICE: Decision = { kind: 'service' };

/** `/rest/info` where the service cannot be asked: nobody can sign in then, and nobody needs to. */
export const REST_INFO = {
  currentVersion: 11.3,
  fullVersion: '11.3.0',
  authInfo: { isTokenBasedSecurity: false },
} as const;

export class AnswerPolicy {
  readonly #copy: Pick<LocalCopy, 'state' | 'ready'>;
  readonly #serviceUrl: string;
  readonly #info: string;
  readonly #policy: (layerId: number | null) => LayerPolicy;
  readonly #timeoutMs: number;
  readonly #restMs: number;
  #restsUntil = 0;

  constructor(copy: Pick<LocalCopy, 'state' | 'ready'>, serviceUrl: string, options: PolicyOptions) {
    const { policy = 'local-first', timeoutMs = 4_000, restMs = 15_000 } = options;
    this.#copy = copy;
    this.#serviceUrl = serviceUrl;
    this.#info = `${serviceUrl.replace(/\/services\/.*$/i, '')}/info`;
    this.#policy = typeof policy === 'function' ? policy : () => policy;
    this.#timeoutMs = timeoutMs;
    this.#restMs = restMs;
  }

  /**
   * What requests that may be answered here begin with. None while nothing is on this device; while that is not known yet, they have to wait for it: a
   * layer whose first request fails is not drawn any more.
   */
  get addresses(): readonly string[] {
    const { geodatabase, opened } = this.#copy.state;
    return geodatabase === null && opened ? [] : [this.#serviceUrl, this.#info];
  }

  /** False for what goes to the network as if nobody had looked. */
  concerns(url: string): boolean {
    return this.addresses.length > 0 && (pathBelow(this.#serviceUrl, url) !== null || this.#isInfo(url));
  }

  /** Waits until it is known what is on this device. */
  async decide(url: string): Promise<Decision> {
    await this.#copy.ready.catch(() => undefined);
    const { geodatabase } = this.#copy.state;
    if (geodatabase === null) return SERVICE;
    const path = pathBelow(this.#serviceUrl, url);
    if (path === null) return this.#isInfo(url) ? { kind: 'service-then-info' } : SERVICE;
    const [first = ''] = path.split('/', 1);
    const layerId = /^\d+$/.test(first) ? Number(first) : null;
    const isHere = layerId === null || geodatabase.layers.some((layer) => layer.layerId === layerId);
    // Replicas, uploads and jobs are the service's own affair.
    if (!isHere || (layerId === null && !/^(|applyedits)$/i.test(first))) return SERVICE;
    const isForService = this.#policy(layerId) === 'network-first' && !isEdit(path) && !this.#hasUnsent;
    return { kind: isForService ? 'service-then-device' : 'device', path };
  }

  /** The service's answer; null where it gives none, or none in time, or gave none a moment ago. `send` resolves null for what is no answer. */
  async askService<T>(
    send: (signal: AbortSignal) => Promise<T | null>,
    signal: AbortSignal | null | undefined,
  ): Promise<T | null> {
    if (this.#copy.state.paused.includes('offline') || now() < this.#restsUntil) return null;
    const signals = [signal, AbortSignal.timeout(this.#timeoutMs)].filter((one) => one instanceof AbortSignal);
    const answer = await send(AbortSignal.any(signals)).catch(() => null);
    if (answer === null && signal?.aborted !== true) this.#restsUntil = now() + this.#restMs;
    return answer;
  }

  #isInfo(url: string): boolean {
    return url.split(/[?#]/, 1)[0] === this.#info;
  }

  get #hasUnsent(): boolean {
    const { features, attachments } = this.#copy.state.pending;
    return features + attachments > 0;
  }
}

function isEdit(path: string): boolean {
  return /(^|\/)(applyEdits|(add|update|delete)(Features|Attachments?))$/i.test(path);
}

import type { ReactiveElement, ReactiveController } from 'lit';
import type { AuthRequired, ControllerEventMap } from '../../controller/events.js';
import type { ControllerOptions, ControllerState, SyncController } from '../../controller/types.js';

export interface BoundHost extends ReactiveElement {
  serviceUrl: string | undefined;
  geodatabase: string | undefined;
  /** What the element's attributes want of syncs; said to the shared controller once, when the element finds it. */
  readonly wishes?: Pick<ControllerOptions, 'photos' | 'conflictPolicy' | 'autoSync'>;
}

/** Why an element has no controller: an attribute is missing or wrong, or the library refused. */
export type BindingProblem =
  | { readonly kind: 'service-url-missing' }
  | { readonly kind: 'service-url-wrong'; readonly value: string }
  | { readonly kind: 'refused'; readonly message: string }
  /** What makes controllers could not be fetched. */
  | { readonly kind: 'not-loaded' };

const EVENTS: readonly (keyof ControllerEventMap)[] = [
  'gdb-sync-status-change',
  'gdb-sync-progress',
  'gdb-edits-change',
  'gdb-edit-error',
  'gdb-conflict',
  'gdb-auth-required',
  'gdb-photo-question',
];

export type AnyControllerEvent = ControllerEventMap[keyof ControllerEventMap];

/**
 * Ties an element to its controller: the one it was given, else the page's shared one for `service-url` and `geodatabase`. Mirrors the
 * controller's events on the element without bubbling, so that four elements don't tell a page everything four times.
 */
export class ControllerBinding implements ReactiveController {
  readonly #host: BoundHost;
  readonly #onEvent: ((event: AnyControllerEvent) => void) | undefined;
  #given: SyncController | undefined;
  #bound: SyncController | undefined;
  #boundTo = '';
  #problem: BindingProblem | null = null;
  #authReason: AuthRequired['reason'] | undefined;
  /** Settles when it is known which controller is shared, or why none is. Never rejects. */
  found: Promise<void> = Promise.resolve();

  constructor(host: BoundHost, onEvent?: (event: AnyControllerEvent) => void) {
    this.#host = host;
    this.#onEvent = onEvent;
    host.addController(this);
  }

  /** The controller in use; undefined while there is none. */
  get controller(): SyncController | undefined {
    return this.#bound ?? this.#given;
  }

  set controller(controller: SyncController | undefined) {
    this.#given = controller;
    this.#host.requestUpdate();
  }

  get state(): ControllerState | undefined {
    return this.#bound?.state;
  }

  get problem(): BindingProblem | null {
    return this.#problem;
  }

  /** Why the service last asked for a sign-in; undefined where it did before this element was there. */
  get authReason(): AuthRequired['reason'] | undefined {
    return this.#authReason;
  }

  hostConnected(): void {
    this.#resolve();
  }

  hostDisconnected(): void {
    this.#bind(undefined);
    this.#boundTo = '';
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#resolve();
  }

  #resolve(): void {
    const { serviceUrl, geodatabase } = this.#host;
    const wanted = this.#given === undefined ? JSON.stringify([serviceUrl, geodatabase]) : '';
    if (wanted !== '' && wanted === this.#boundTo) return;
    this.#boundTo = wanted;
    this.#problem = null;
    this.#bind(this.#given);
    if (wanted !== '') this.found = this.#share(wanted);
  }

  /** The registry, and with it all that is no view, comes on first need. */
  async #share(wanted: string): Promise<void> {
    try {
      const { sharedOf } = await import('./shared-controller.js');
      // An element that is gone by now, or has been given a controller, must not open another.
      if (this.#boundTo !== wanted) return;
      const found = sharedOf(this.#host);
      if ('kind' in found) this.#problem = found;
      else this.#bind(found);
    } catch {
      if (this.#boundTo !== wanted) return;
      this.#problem = { kind: 'not-loaded' };
    }
    this.#host.requestUpdate();
  }

  /** Looks once more for what could not be fetched. */
  again(): void {
    if (this.#problem?.kind !== 'not-loaded') return;
    this.#boundTo = '';
    this.#resolve();
  }

  #bind(controller: SyncController | undefined): void {
    if (controller === this.#bound) return;
    for (const type of EVENTS) {
      this.#bound?.removeEventListener(type, this.#mirror);
      controller?.addEventListener(type, this.#mirror);
    }
    this.#bound = controller;
    this.#authReason = undefined;
    // A controller that cannot open says so in its state; here it is only a reason to draw again.
    const redraw = (): void => {
      if (this.#bound === controller) this.#host.requestUpdate();
    };
    controller?.ready.then(redraw, redraw);
  }

  readonly #mirror = (event: AnyControllerEvent): void => {
    if ('provideToken' in event.detail) this.#authReason = event.detail.reason;
    this.#onEvent?.(event);
    this.#host.requestUpdate();
    // An event can be dispatched once at a time: the element tells it as one of its own.
    this.#host.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  };
}

import {
  adoptStyles,
  type CSSResult,
  type CSSResultGroup,
  type LitElement,
  type ReactiveController,
  type TemplateResult,
} from 'lit';
import type { AnyControllerEvent, ControllerBinding } from './binding.js';

/** What draws an element and answers its buttons: everything but its attributes. */
export interface Face {
  render(): TemplateResult;
  /** An event of the controller, before the element repeats it. */
  onEvent?(event: AnyControllerEvent): void;
}

export interface FaceClass<Host, F extends Face> {
  readonly styles: CSSResultGroup;
  new (host: Host, binding: ControllerBinding): F;
}

/** The face of one kind of element, fetched once for all of them on the page. */
export interface FaceSource<Host, F extends Face> {
  readonly load: () => Promise<FaceClass<Host, F>>;
  loaded?: FaceClass<Host, F>;
}

/**
 * Fetches the face of an element as soon as one is on the page. An element can show nothing before its controller has come, which takes
 * longer: so a page that imports the elements waits for their names and attributes alone.
 */
export class LazyFace<Host extends LitElement, F extends Face> implements ReactiveController {
  readonly #host: Host;
  readonly #source: FaceSource<Host, F>;
  readonly #binding: ControllerBinding;
  #face: F | undefined;
  #ready: Promise<void> = Promise.resolve();
  #isMissing = false;
  #isDressed = false;

  constructor(host: Host, source: FaceSource<Host, F>, binding: ControllerBinding) {
    this.#host = host;
    this.#source = source;
    this.#binding = binding;
    host.addController(this);
    // Here and not once connected: a controller that is added then would be told twice.
    if (source.loaded !== undefined) this.#face = new source.loaded(host, binding);
  }

  /** Undefined while it is on its way. */
  get current(): F | undefined {
    return this.#face;
  }

  /** Settles when the face is there, or could not be fetched. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** It could not be fetched: without network, and not among what the page keeps. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  hostConnected(): void {
    if (this.#source.loaded === undefined) this.#ready = this.#fetch();
    else this.#put(this.#source.loaded);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('online', this.#again);
  }

  async #fetch(): Promise<void> {
    try {
      const coming = this.#source.load();
      warmFormatters();
      this.#put((this.#source.loaded ??= await coming));
      this.#isMissing = false;
    } catch {
      this.#isMissing = true;
      globalThis.addEventListener('online', this.#again, { once: true });
    }
    this.#host.requestUpdate();
  }

  readonly #again = (): void => {
    this.#ready = this.#fetch();
  };

  #put(face: FaceClass<Host, F>): void {
    this.#face ??= new face(this.#host, this.#binding);
    if (this.#isDressed) return;
    this.#isDressed = true;
    const { elementStyles } = this.#host.constructor as typeof LitElement;
    adoptStyles(this.#host.renderRoot as ShadowRoot, [...elementStyles, ...[face.styles].flat(4)] as CSSResult[]);
  }
}

/** The first formatter of a page takes as long as drawing an element: made while there is nothing to do but wait. */
function warmFormatters(): void {
  new Intl.NumberFormat('en').format(0);
}

// For elements that are put on the page later, in an idle moment before that; Safari has no such moments.
(globalThis as Partial<typeof globalThis>).requestIdleCallback?.(warmFormatters);

import type { CSSResult, CSSResultGroup, ReactiveController, ReactiveElement } from 'lit';
import { adoptStyles, unsafeCSS } from '@lit/reactive-element';
import type { AnyControllerEvent, ControllerBinding } from './binding.js';
import type { WordedHost } from './first-words.js';
import { afterFrame } from './after-frame.js';
import { calciteModeOf } from './page.js';
import { make } from './draw.js';
import { MissingPart, type MissingMore } from './missing-part.js';

/** What an element is made of. `Shown` is what it shows: words, signs, and what answers its buttons. */
export interface Frame<Shown> {
  readonly base: HTMLElement;
  show(shown: Shown): void;
}

/** What decides what is shown and answers the buttons: everything but the attributes of an element. */
export interface Face<Shown> {
  render(): Shown;
  /** An event of the controller, before the element repeats it. */
  onEvent?(event: AnyControllerEvent): void;
}

export interface FaceClass<Host, F, Look> {
  /** Beside those of the first look. */
  readonly styles: CSSResultGroup;
  /** What the face needs to draw, the language of the page above all. Never rejects. */
  prepare?(host: Host): Promise<unknown>;
  new (host: Host, binding: ControllerBinding, look: Look): F;
}

/** What a first look is drawn with. */
export interface LookTools {
  /** A class: `dark`, `light`, `auto` or nothing. */
  readonly mode: string;
  /** Answers its controls. */
  keep(event: Event): void;
}

/**
 * What an element looks like before its face is there: its main control, where what the control will say is known without the face. It is drawn
 * in the nodes with which the face goes on: a focus, a pointer held down, files being chosen stay.
 */
export interface FirstLook<Host, Shown> {
  readonly styles: CSSResultGroup;
  /** Null where something else may be to be said. */
  firstLook(binding: ControllerBinding, tools: LookTools, host: Host): Shown | null;
  /** What else is to be known while the face is missing; a reload is not advised then. */
  missing?(host: Host): MissingMore | undefined;
}

/** The face of one kind of element, fetched once for all of them on the page. */
export interface FaceSource<
  Host,
  Shown,
  F extends Face<Shown>,
  Look extends FirstLook<Host, Shown> = FirstLook<Host, Shown>,
> {
  readonly frame: new () => Frame<Shown>;
  /** The face is given it, with all that it may need of what is there already: bundlers cut a shared module into a file of its own. */
  readonly look: Look;
  readonly load: () => Promise<FaceClass<Host, F, Look>>;
  loaded?: FaceClass<Host, F, Look>;
}

/**
 * Draws the first look of an element, then fetches its face: so a page that imports the elements waits for their names, attributes and main controls
 * alone. What is pressed in the first look is kept, and pressed again once the face is there.
 */
export class LazyFace<
  Host extends ReactiveElement & WordedHost,
  Shown,
  F extends Face<Shown>,
  Look extends FirstLook<Host, Shown> = FirstLook<Host, Shown>,
> implements ReactiveController {
  readonly #host: Host;
  readonly #source: FaceSource<Host, Shown, F, Look>;
  readonly #binding: ControllerBinding;
  #frame: Frame<Shown> | undefined;
  #face: F | undefined;
  #ready: Promise<void> = Promise.resolve();
  #hasLook = false;
  #isDressed = false;
  /** In place of what could not be fetched. */
  #missing: MissingPart | undefined;
  /** What was pressed, and what it was for. */
  readonly #kept = new Map<HTMLElement, string | undefined>();

  constructor(host: Host, source: FaceSource<Host, Shown, F, Look>, binding: ControllerBinding) {
    this.#host = host;
    this.#source = source;
    this.#binding = binding;
    host.addController(this);
    // Here and not once connected: a controller that is added then would be told twice.
    if (source.loaded) this.#face = new source.loaded(host, binding, source.look);
  }

  /** Undefined while it is on its way. */
  get current(): F | undefined {
    return this.#face;
  }

  /** Settles when it is known which controller is meant, and the face is there or could not be fetched. */
  get ready(): Promise<void> {
    return this.#binding.found.then(() => this.#ready);
  }

  /** Shows what the face says, else the first look, else an empty place. To be called before the element calls itself updated: a face may ask for it. */
  draw(): void {
    this.#judge();
    const shown = this.#missing ? null : (this.#face?.render() ?? this.#firstLook());
    this.#hasLook = shown !== null;
    const frame = (this.#frame ??= new this.#source.frame());
    if (shown !== null) frame.show(shown);
    this.#missing?.show(this.#source.look.missing?.(this.#host));
    const root = this.#host.renderRoot as ShadowRoot;
    const base = shown === null ? (this.#missing?.base ?? make('div', { class: 'blank' })) : frame.base;
    if (base.parentNode === root) return;
    const last = root.firstElementChild;
    const hadFocus = last?.contains(root.activeElement);
    last?.remove();
    root.prepend(base);
    if (hadFocus) base.querySelector<HTMLElement>('button,input,[tabindex]')?.focus();
  }

  #firstLook(): Shown | null {
    return this.#source.look.firstLook(
      this.#binding,
      { mode: calciteModeOf(this.#host), keep: this.#keep },
      this.#host,
    );
  }

  hostConnected(): void {
    const { look, loaded } = this.#source;
    if (loaded) this.#put(loaded);
    else {
      this.#wear(look.styles);
      this.#ready = this.#fetch();
    }
  }

  hostUpdated(): void {
    // After all that follows a drawing.
    if (this.#face !== undefined && this.#kept.size > 0) queueMicrotask(this.#carryOut);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#again);
  }

  async #fetch(): Promise<void> {
    const before = this.#missing;
    try {
      // The first look is drawn by then. While the page itself is coming, nothing must hold up its frame; later a face that is there at once spares it.
      await Promise.resolve();
      if (this.#hasLook && document.readyState !== 'complete') await afterFrame();
      const face = await this.#source.load();
      await face.prepare?.(this.#host);
      // What is known in a moment is not drawn as unknown first.
      await this.#binding.found;
      this.#source.loaded = face;
      this.#put(face);
      this.#judge();
    } catch {
      this.#miss();
    }
    if (this.#missing) {
      for (const control of this.#kept.keys()) control.toggleAttribute('data-kept', false);
      this.#kept.clear();
      this.#host.requestUpdate();
      await before?.failedAgain();
    }
    this.#host.requestUpdate();
  }

  /** Without what makes its controller a face has nothing to show. */
  #judge(): void {
    if (this.#binding.problem?.kind === 'not-loaded') this.#miss();
    else if (this.#face) this.#missing = undefined;
  }

  #miss(): void {
    addEventListener('online', this.#again, { once: true });
    this.#missing ??= new MissingPart(this.#host, this.#again);
  }

  readonly #again = (): void => {
    if (!this.#host.isConnected) return;
    this.#binding.again();
    this.#ready = this.#fetch();
  };

  #put(face: FaceClass<Host, F, Look>): void {
    this.#face ??= new face(this.#host, this.#binding, this.#source.look);
    // Once: parts that came since then have added theirs.
    if (this.#isDressed) return;
    this.#isDressed = true;
    this.#wear(this.#source.look.styles, face.styles);
  }

  /** Beside the styles of the element, those of its first look, or of its face as well. */
  #wear(...styles: readonly CSSResultGroup[]): void {
    const { elementStyles } = this.#host.constructor as typeof ReactiveElement;
    adoptStyles(this.#host.renderRoot as ShadowRoot, [...elementStyles, ...styles.map(inOne)]);
  }

  readonly #keep = (event: Event): void => {
    const control = event.currentTarget as HTMLElement;
    this.#kept.set(control, control.dataset['action']);
    control.toggleAttribute('data-kept', true);
  };

  readonly #carryOut = (): void => {
    for (const [control, action] of [...this.#kept]) {
      this.#kept.delete(control);
      control.toggleAttribute('data-kept', false);
      // Something else may be what it is for by now.
      if (control.isConnected && control.dataset['action'] === action)
        control.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    }
  };
}

const sheets = new WeakMap<object, CSSResult>();

/** One sheet in place of many: a page that is coming has less to do. */
function inOne(styles: CSSResultGroup): CSSResult {
  const known = sheets.get(styles) ?? unsafeCSS(([styles].flat(4) as CSSResult[]).join(''));
  sheets.set(styles, known);
  return known;
}

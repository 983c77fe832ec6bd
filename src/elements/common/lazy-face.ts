import {
  adoptStyles,
  type CSSResult,
  type CSSResultGroup,
  type LitElement,
  type ReactiveController,
  type TemplateResult,
} from 'lit';
import type { AnyControllerEvent, ControllerBinding } from './binding.js';
import { FirstWords, type FirstTable, type WordedHost } from './first-words.js';
import type { Message } from './message.js';
import { calciteModeOf } from './page.js';
import { blank } from './shell.styles.js';

/** What draws an element and answers its buttons: everything but its attributes. */
export interface Face {
  render(): TemplateResult;
  /** An event of the controller, before the element repeats it. */
  onEvent?(event: AnyControllerEvent): void;
}

export interface FaceClass<Host, F extends Face, Look> {
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
  words<Key extends string>(keys: readonly Key[], table: FirstTable<Message>): FirstWords<Key>;
  /** Answers its controls. */
  keep(event: Event): void;
}

/**
 * What an element looks like before its face is there: its main control, where what the control will say is known without the face. It is drawn
 * by templates of which the face draws too, and so goes on with the same nodes: a focus, a pointer held down, files being chosen stay.
 */
export interface FirstLook<Host> {
  readonly styles: CSSResultGroup;
  /** Null where something else may be to be said. */
  firstLook(binding: ControllerBinding, tools: LookTools, host: Host): TemplateResult | null;
}

/** The face of one kind of element, fetched once for all of them on the page. */
export interface FaceSource<Host, F extends Face, Look extends FirstLook<Host>> {
  readonly look: () => Promise<Look>;
  readonly load: () => Promise<FaceClass<Host, F, Look>>;
  looked?: Look;
  loaded?: FaceClass<Host, F, Look>;
}

/** A first look that takes longer does not hold up the face. */
const AHEAD_MS = 100;

/**
 * Fetches the first look and the face of an element as soon as there is one: so a page that imports the elements waits for their names and
 * attributes alone. What is pressed in the first look is kept, and pressed again once the face is there.
 */
export class LazyFace<
  Host extends LitElement & WordedHost,
  F extends Face,
  Look extends FirstLook<Host>,
> implements ReactiveController {
  readonly #host: Host;
  readonly #source: FaceSource<Host, F, Look>;
  readonly #binding: ControllerBinding;
  #face: F | undefined;
  #ready: Promise<void> = Promise.resolve();
  #looking: Promise<Look> | undefined;
  #hasLook = false;
  #isMissing = false;
  #worn = 0;
  /** What was pressed, and what it was for. */
  readonly #kept = new Map<HTMLElement, string | undefined>();

  constructor(host: Host, source: FaceSource<Host, F, Look>, binding: ControllerBinding) {
    this.#host = host;
    this.#source = source;
    this.#binding = binding;
    host.addController(this);
    // Here and not once connected: a controller that is added then would be told twice.
    if (source.looked && source.loaded) this.#face = new source.loaded(host, binding, source.looked);
    else this.#look().catch(() => undefined);
  }

  /** Undefined while it is on its way. */
  get current(): F | undefined {
    return this.#face;
  }

  /** Settles when the face is there, or could not be fetched. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** The face, else the first look, else an empty place. */
  render(): TemplateResult {
    if (this.#face !== undefined) return this.#face.render();
    const { looked } = this.#source;
    const look = this.#isMissing ? null : (looked?.firstLook(this.#binding, this.#tools, this.#host) ?? null);
    this.#hasLook = look !== null;
    return look ?? blank(this.#isMissing);
  }

  hostConnected(): void {
    const { looked, loaded } = this.#source;
    if (looked !== undefined) this.#wear(1, looked.styles);
    if (looked && loaded) this.#put(loaded, looked);
    else this.#ready = this.#fetch();
  }

  hostUpdated(): void {
    // After all that follows a drawing.
    if (this.#face !== undefined && this.#kept.size > 0) queueMicrotask(this.#carryOut);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('online', this.#again);
  }

  async #fetch(): Promise<void> {
    try {
      const looking = this.#look();
      await Promise.race([this.#first(looking), wait(AHEAD_MS)]);
      const coming = this.#source.load();
      whenIdle(warmFormatters);
      const [face, look] = await Promise.all([coming, looking]);
      await face.prepare?.(this.#host);
      this.#source.loaded = face;
      this.#put(face, look);
      this.#isMissing = false;
    } catch {
      this.#looking = undefined;
      this.#isMissing = true;
      this.#kept.clear();
      globalThis.addEventListener('online', this.#again, { once: true });
    }
    this.#host.requestUpdate();
  }

  #look(): Promise<Look> {
    this.#looking ??= this.#source.look().then((look) => (this.#source.looked = look));
    return this.#looking;
  }

  /** Draws the first look, if there is one. Settles in its frame: what comes after must not hold that up. */
  async #first(looking: Promise<Look>): Promise<void> {
    const { styles } = await looking;
    if (this.#face !== undefined) return;
    this.#wear(1, styles);
    this.#host.requestUpdate();
    await Promise.resolve();
    if (this.#hasLook) await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  readonly #again = (): void => {
    this.#ready = this.#fetch();
  };

  #put(face: FaceClass<Host, F, Look>, look: Look): void {
    this.#face ??= new face(this.#host, this.#binding, look);
    this.#wear(2, [look.styles, face.styles]);
  }

  /** Beside the styles of the element, those of its first look (1), or of its face as well (2). */
  #wear(worn: 1 | 2, styles: CSSResultGroup): void {
    if (this.#worn >= worn) return;
    this.#worn = worn;
    const { elementStyles } = this.#host.constructor as typeof LitElement;
    adoptStyles(this.#host.renderRoot as ShadowRoot, [...elementStyles, ...[styles].flat(4)] as CSSResult[]);
  }

  get #tools(): LookTools {
    const host = this.#host;
    return {
      mode: calciteModeOf(host),
      words: (keys, table) => new FirstWords(host, keys, table),
      keep: this.#keep,
    };
  }

  readonly #keep = (event: Event): void => {
    const control = event.currentTarget as HTMLElement;
    this.#kept.set(control, control.dataset['action']);
    control.toggleAttribute('data-kept', true);
  };

  readonly #carryOut = (): void => {
    for (const [control, action] of [...this.#kept]) {
      this.#kept.delete(control);
      control.removeAttribute('data-kept');
      // Something else may be what it is for by now.
      if (control.isConnected && control.dataset['action'] === action)
        control.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    }
  };
}

function wait(ms: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The first formatter of a page takes as long as drawing an element: made while there is nothing to do but wait. */
function warmFormatters(): void {
  new Intl.NumberFormat('en').format(0);
}

/** Safari has no such moments. */
function whenIdle(work: () => void): void {
  (globalThis as Partial<typeof globalThis>).requestIdleCallback?.(work);
}

/** An element of which only the first look came: everything but its attributes is the library's own, and the face is never there. */
import { ReactiveElement, type CSSResultGroup } from 'lit';
import { ControllerBinding } from '../../src/elements/common/binding.js';
import type { Message } from '../../src/elements/common/message.js';
import { LazyFace, type Face, type FirstLook, type Frame } from '../../src/elements/common/lazy-face.js';
import { shell } from '../../src/elements/common/shell.styles.js';

interface Without<Host, Shown> {
  readonly frame: new () => Frame<Shown>;
  readonly styles: CSSResultGroup;
  readonly missing?: FirstLook<Host, Shown>['missing'];
}

/** Without words of its own, and without a service. */
export class FacelessElement extends ReactiveElement {
  static override styles: CSSResultGroup = shell;
  readonly serviceUrl: undefined;
  readonly geodatabase: undefined;
  readonly messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;
  /** What the picker holds meanwhile, each to be saved. */
  waiting: { readonly links: readonly Element[] } = { links: [] };
}

/** Makes a tag of its own: the real ones have their faces by the time that anybody looks at a story. */
export function defineWithoutFace<Shown>(
  tag: string,
  { frame, styles, missing }: Without<FacelessElement, Shown>,
): void {
  const source = {
    frame,
    look: { styles, firstLook: () => null, ...(missing && { missing }) },
    // As a browser does without network.
    load: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
  };
  class Element extends FacelessElement {
    readonly #face = new LazyFace<Element, Shown, Face<Shown>>(this, source, new ControllerBinding(this));

    protected override update(changed: Map<PropertyKey, unknown>): void {
      this.#face.draw();
      super.update(changed);
    }

    protected override async getUpdateComplete(): Promise<boolean> {
      await this.#face.ready;
      return super.getUpdateComplete();
    }
  }
  if (customElements.get(tag) === undefined) customElements.define(tag, Element);
}

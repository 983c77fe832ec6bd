/** Hands the values of the controls to an element: attributes, CSS properties, and words for its slots. */
import { html, noChange, type ElementPart, type TemplateResult } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';
import { describe } from './manifest.js';

type Args = Readonly<Record<string, unknown>>;

class Given extends Directive {
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('`given` stands in the tag of an element.');
  }

  override render(_args: Args): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [args]: [Args]): typeof noChange {
    const { attributes, cssProperties } = describe(element.localName);
    for (const { name } of attributes) {
      const value = args[name];
      if (value === undefined || value === null || value === false || value === '') {
        // Only what was given before: what the element sets by itself is its own.
        if (name in args) element.removeAttribute(name);
      } else element.setAttribute(name, value === true ? '' : String(value));
    }
    for (const { name } of cssProperties) {
      const value = args[name];
      if (typeof value === 'string') (element as HTMLElement).style.setProperty(name, value);
    }
    return noChange;
  }
}

/** In the tag: `<gdb-sync-button ${given(args)}>`. */
export const given = directive(Given);

/** Between the tags: what was written for the slots. */
export const slotted = (args: Args): readonly TemplateResult[] =>
  Object.entries(args).flatMap(([key, text]: [string, unknown]) =>
    key.startsWith('slot:') && typeof text === 'string' && text !== ''
      ? [html`<span slot=${key.slice(5)}>${text}</span>`]
      : [],
  );

/** A story's own controller, or none where the page names a service: then the element finds that service by itself. */
export const controllerUnless = <Controller>(args: Args, controller: Controller): Controller | undefined =>
  args['service-url'] ? undefined : controller;

/** Registers an element, unless another copy of this library was first: a second definition of a tag throws and would end the page's script. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (customElements.get(tag) === undefined) customElements.define(tag, element);
}

/** Drawing by hand: what is seen first must not wait for a template engine. Lit's templates go on in the same nodes once they are there. */

/**
 * Shows something in a place: at the end of an element, or before one of its children. Lit knows a place by that element or child: one cannot be both
 * the end of one place and all of another.
 */
export type Draw = (content: unknown, place: ParentNode & Node, before?: Node | null) => void;

/** Of a place: what was put there by hand. */
const there = new WeakMap<Node, ChildNode>();

/** An element, or a text. */
export const drawNodes: Draw = (content, place, before = null) => {
  const node = content instanceof Element ? content : new Text(content as string);
  there.set(before ?? place, node);
  place.insertBefore(node, before);
};

/** Draws in a place, from which goes what was put there by hand. */
export function fill(place: ParentNode & Node, content: unknown, draw: Draw, before: Node | null = null): void {
  there.get(before ?? place)?.remove();
  there.delete(before ?? place);
  draw(content ?? '', place, before);
}

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What is null or undefined is taken away. */
export function set<E extends Element>(element: E, attributes: Attributes): E {
  for (const [name, value] of Object.entries(attributes))
    if (value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, String(value));
  return element;
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = set(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

/** Leaves alone what says so already: what a person has selected stays selected. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon of 24 by 24; hidden from assistive technology, words stand beside it. */
export function makeIcon(path: string): SVGSVGElement {
  const icon = set(document.createElementNS(SVG, 'svg'), {
    class: 'icon',
    viewBox: '0 0 24 24',
    'aria-hidden': true,
  });
  icon.append(set(document.createElementNS(SVG, 'path'), { d: path }));
  return icon;
}

/** What is wanted of a row, in its order, before `end`. Those that are there are not moved: that would take the focus from them. */
export function keepInOrder(
  row: Element,
  all: Iterable<Element>,
  wanted: readonly (Element | null)[],
  end: Node | null = null,
): void {
  for (const one of all) if (!wanted.includes(one)) one.remove();
  let next = end;
  for (const one of [...wanted].reverse()) {
    if (one === null) continue;
    if (one.parentNode !== row) row.insertBefore(one, next);
    next = one;
  }
}

import { adoptStyles, type CSSResult, type ReactiveElement } from 'lit';

const added = new WeakMap<ReactiveElement, Set<CSSResult>>();

/** Gives an element the styles of a part that was fetched later, beside those that it has; once. */
export function addStyles(host: ReactiveElement, styles: CSSResult): void {
  const known = added.get(host) ?? new Set();
  if (known.has(styles)) return;
  added.set(host, known.add(styles));
  const root = host.renderRoot as ShadowRoot;
  adoptStyles(root, [...root.adoptedStyleSheets, styles]);
}

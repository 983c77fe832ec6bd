/** What an element inherits from the page around it, through any number of shadow roots: language and colour mode. */

/** The nearest ancestor, or the element itself, that matches; looks out of shadow roots. */
export function closestAcross(element: Element, selector: string): Element | null {
  for (let at: Element | null = element; at !== null;) {
    const found = at.closest(selector);
    if (found !== null) return found;
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

/** The language of the element's place in the page (BCP 47). */
export function languageOf(element: Element): string {
  return closestAcross(element, '[lang]:not([lang=""])')?.getAttribute('lang') ?? navigator.language;
}

/** `dark`, `light` or `auto` where a Calcite mode class says so; empty where the page's own `color-scheme` decides. */
export function calciteModeOf(element: Element): 'dark' | 'light' | 'auto' | '' {
  const mode = closestAcross(element, '.calcite-mode-dark, .calcite-mode-light, .calcite-mode-auto')?.classList;
  if (mode === undefined) return '';
  if (mode.contains('calcite-mode-auto')) return 'auto';
  return mode.contains('calcite-mode-dark') ? 'dark' : 'light';
}

/** What scrolls or cuts off an element, through any number of shadow roots and slots. */

/** The ancestors that show only part of what is in them, the nearest first; the page itself is not among them. */
export function scrollersAround(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let at = parentAcross(element); at !== null; at = parentAcross(at))
    if (at !== document.body && at !== document.documentElement && getComputedStyle(at).overflowY !== 'visible')
      found.push(at);
  return found;
}

/** The part of the window, in px from its top, in which an element between these scrollers can be seen. */
export function openingOf(scrollers: readonly Element[]): { readonly top: number; readonly bottom: number } {
  let top = 0;
  let bottom = innerHeight;
  for (const scroller of scrollers) {
    const box = scroller.getBoundingClientRect();
    top = Math.max(top, box.top);
    bottom = Math.min(bottom, box.bottom);
  }
  return { top, bottom: Math.max(top, bottom) };
}

function parentAcross(element: Element): Element | null {
  if (element.assignedSlot !== null) return element.assignedSlot;
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

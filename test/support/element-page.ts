/** A place in the page for one element: light or dark, left to right or right to left. */
import { fixtureCleanup } from '@open-wc/testing';

export interface Look {
  readonly theme: 'light' | 'dark';
  readonly dir: 'ltr' | 'rtl';
}

/** Both themes, both directions. */
export const looks: readonly Look[] = [
  { theme: 'light', dir: 'ltr' },
  { theme: 'dark', dir: 'ltr' },
  { theme: 'light', dir: 'rtl' },
  { theme: 'dark', dir: 'rtl' },
];

let place: HTMLElement | undefined;

/** Puts an element into a page of that look, and waits until it is drawn with all its texts. */
export async function show<T extends HTMLElement & { readonly updateComplete: Promise<boolean> }>(
  element: T,
  { theme, dir }: Look = { theme: 'light', dir: 'ltr' },
): Promise<T> {
  clear();
  place = document.createElement('div');
  place.dir = dir;
  place.style.cssText = `color-scheme: ${theme}; background: ${theme === 'dark' ? '#1b1b1b' : '#fff'}; padding: 1rem; width: 40rem;`;
  place.append(element);
  document.body.append(place);
  await settled(element);
  return element;
}

/** Waits for updates that follow updates, and for the error words, which come by import(). */
export async function settled(element: { readonly updateComplete: Promise<boolean> }): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Takes away what was shown. */
export function clear(): void {
  place?.remove();
  fixtureCleanup();
}

/** What is in an element's shadow root. */
export function inside<T extends Element = HTMLElement>(element: Element, selector: string): T {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`${element.localName} shows no ${selector}`);
  return found;
}

/** All of them. */
export function allInside(element: Element, selector: string): HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
}

/** The text a person reads, in one line. */
export function textOf(element: Element): string {
  return element.textContent.replace(/\s+/g, ' ').trim();
}

/** The element with the focus, inside any number of shadow roots. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

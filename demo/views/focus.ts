/** Moves the focus once the page is drawn: what held it may be gone then, and focus on nothing is lost for a keyboard. */
export function focusSoon(selector: string): void {
  setTimeout(() => document.querySelector<HTMLElement>(selector)?.focus());
}

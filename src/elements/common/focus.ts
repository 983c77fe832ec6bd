/** The element inside the host's shadow root that has the focus. */
export function focusedIn(host: Element): HTMLElement | null {
  return (host.shadowRoot?.activeElement as HTMLElement | null | undefined) ?? null;
}

/** A person went on to something else of the page: what ends late takes the focus from nobody. */
export function isFocusElsewhere(host: Element): boolean {
  const { activeElement, body } = document;
  return focusedIn(host) === null && activeElement !== null && activeElement !== body;
}

/** The element inside the host's shadow root that has the focus. */
export function focusedIn(host: Element): HTMLElement | null {
  return (host.shadowRoot?.activeElement as HTMLElement | null | undefined) ?? null;
}

/** A switch for the network of this page: while it is off, requests to the service fail as they do where there is none. */

/** Call it before the SDK is used: it keeps `fetch` as it finds it. */
export function switchNetwork(box: HTMLInputElement, serviceUrl: string): void {
  const network = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const isCut = !box.checked && url.startsWith(new URL(serviceUrl).origin);
    return isCut ? Promise.reject(new TypeError('Failed to fetch: the switch is off.')) : network(input, init);
  };
}

/** Whether this page could be opened again without a connection. Without a service worker of its own it could not. */
export function opensWithoutNetwork(page: Pick<Navigator, 'serviceWorker'> | Record<string, never>): boolean {
  return 'serviceWorker' in page && page.serviceWorker.controller !== null;
}

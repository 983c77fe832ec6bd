/** The network between a story and the service inside its page, as the toolbar sets it. */
export const NETWORKS = ['online', 'slow', 'offline'] as const;

export type Network = (typeof NETWORKS)[number];

let network: Network = 'online';

export function currentNetwork(): Network {
  return network;
}

/** Sets the network of all stories on the page; elements are told as a browser tells them. */
export function setNetwork(next: Network): void {
  if (next === network) return;
  network = next;
  globalThis.dispatchEvent(new Event(next === 'offline' ? 'offline' : 'online'));
}

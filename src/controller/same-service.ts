import { parseServiceUrl } from '../shared/urls.js';

/** True when both addresses are of one feature service: the scheme and the case of a path make no other service of it. */
export function isSameService(a: string, b: string): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(address: string): string {
  try {
    return parseServiceUrl(address)
      .serviceUrl.replace(/^https?:/, '')
      .toLowerCase();
  } catch {
    return address;
  }
}

/** Which attribute is to blame, where the service did not take what a page asks for. No DOM. */
import type { ErrorSummary } from '../../shared/errors.js';
import type { WishAttributes } from './wish.js';

export interface Suspect {
  readonly attribute: 'service-url' | 'layers' | 'where';
  readonly value: string;
}

/** Null where the fault may as well lie elsewhere: with the network, who is signed in, a server that is down. */
export function suspectOf(
  { code, details }: ErrorSummary,
  { serviceUrl, layers = '', where = '' }: WishAttributes,
): Suspect | null {
  const address: Suspect | null = serviceUrl === undefined ? null : { attribute: 'service-url', value: serviceUrl };
  switch (code) {
    case 'layer-not-found': {
      const value = String(layers);
      return value === '' ? address : { attribute: 'layers', value };
    }
    case 'http':
      return isNoSuchPlace(details.status) ? address : null;
    case 'not-json':
    case 'bad-reply':
      return isCreating(details) ? null : address;
    case 'service':
    case 'job-failed': {
      const isFound = code === 'job-failed' || isCreating(details);
      if (!isFound) return address;
      return where === '' ? null : { attribute: 'where', value: where };
    }
    default:
      return null;
  }
}

function isNoSuchPlace(status = 0): boolean {
  return status === 400 || status === 404 || status === 405 || status === 410;
}

/** The service was found, and takes or refuses the area. */
function isCreating({ url = '' }: ErrorSummary['details']): boolean {
  return /\/(createReplica|jobs)\b/.test(url);
}

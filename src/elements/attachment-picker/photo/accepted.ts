import type { UploadLimits } from '../../../shared/records.js';
import type { FileLimits } from './wishes.js';

/** For the file input: what the page asks for, else what the service takes. */
export function acceptedBy({ accept }: FileLimits, limits: UploadLimits | undefined): string {
  return accept === '' ? (limits?.fileTypes ?? []).map((type) => `.${type}`).join(',') : accept;
}

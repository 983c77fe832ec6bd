/** Which files may not be added, and why. No DOM. */
import { contentTypeOf, tameName } from '../../../shared/files.js';
import type { UploadLimits } from '../../../shared/records.js';
import type { FileLimits } from './wishes.js';

/** Why a file is not taken. `limit` in bytes or files. */
export type Refusal =
  | { readonly kind: 'type'; readonly allowed: string }
  | { readonly kind: 'size'; readonly limit: number }
  | { readonly kind: 'count'; readonly limit: number }
  | { readonly kind: 'empty' }
  /** As the page's own, but set by the service. */
  | { readonly kind: 'service-type'; readonly fileTypes: readonly string[] }
  | { readonly kind: 'service-size'; readonly limit: number };

/** Null when the file may come. Its size is asked for apart, by {@link sizeRefusal}: a photo may become smaller first. */
export function refusalOf(file: File, limits: FileLimits, filesThere: number): Refusal | null {
  if (file.size === 0) return { kind: 'empty' };
  if (!isAccepted(file, limits.accept)) return { kind: 'type', allowed: limits.accept };
  const { maxFiles } = limits;
  return maxFiles !== null && filesThere >= maxFiles ? { kind: 'count', limit: maxFiles } : null;
}

export function sizeRefusal(size: number, { maxSize }: FileLimits): Refusal | null {
  return maxSize !== null && size > maxSize ? { kind: 'size', limit: maxSize } : null;
}

/** What the service would refuse when the file, as it is kept, gets there. */
export function serviceRefusal(file: File, limits: UploadLimits | undefined): Refusal | null {
  const { maxBytes = null, fileTypes = null } = limits ?? {};
  const ending = /\.([^.]+)$/.exec(tameName(file.name, file.type))?.[1]?.toLowerCase() ?? '';
  if (fileTypes !== null && !fileTypes.includes(ending)) return { kind: 'service-type', fileTypes };
  return maxBytes !== null && file.size > maxBytes ? { kind: 'service-size', limit: maxBytes } : null;
}

/** As a file input understands `accept`: endings with a dot, types, or whole families. */
function isAccepted(file: File, accept: string): boolean {
  const wanted = accept
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const name = file.name.toLowerCase();
  const type = contentTypeOf(file, name);
  const fits = (one: string): boolean => {
    if (one.startsWith('.')) return name.endsWith(one);
    return one.endsWith('/*') ? type.startsWith(one.slice(0, -1)) : type === one || one === '*';
  };
  return wanted.length === 0 || wanted.some(fits);
}

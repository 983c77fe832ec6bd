/** Which files may not be added, and why. No DOM. */
import { contentTypeOf } from '../../../shared/files.js';
import type { FileLimits } from './wishes.js';

/** Why a file is not taken. `limit` in bytes or files. */
export type Refusal =
  | { readonly kind: 'type'; readonly allowed: string }
  | { readonly kind: 'size'; readonly limit: number }
  | { readonly kind: 'count'; readonly limit: number }
  | { readonly kind: 'empty' };

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

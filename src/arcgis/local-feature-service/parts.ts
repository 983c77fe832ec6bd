/**
 * Parts of the local feature service that come by `import()`: all but the queries by which a map draws. They are fetched as soon as there is a local feature
 * service, since the network may be gone when they are needed.
 */
import { loadPart } from '../../shared/load-part.js';
import type * as Pbf from './feature-set-pbf.js';
import type * as Metadata from './metadata.js';
import type * as Operations from './operations.js';

type Part<Module> = () => Promise<Module>;

/** What the service and its layers say of themselves. */
export const metadata: Part<typeof Metadata> = once(() => import('./metadata.js'));

/** Edits, attachments, related records. */
export const operations: Part<typeof Operations> = once(() => import('./operations.js'));

/** Only layers that were loaded from a service with PBF ask for it. */
export const pbf: Part<typeof Pbf> = once(() => import('./feature-set-pbf.js'));

/** What cannot be had now is asked for again when it is needed. */
export function fetchParts(): void {
  for (const part of [metadata, operations, pbf]) part().catch(() => undefined);
}

/** Each call resolves to the module, fetched at the first. Rejects `not-loaded` where it cannot be had; the next call tries again. */
function once<Module>(load: Part<Module>): Part<Module> {
  let loading: Promise<Module> | null = null;
  const attempt = async (): Promise<Module> => {
    try {
      return await loadPart(load);
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  return () => (loading ??= attempt());
}

/**
 * The page-wide registry: elements and scripts that name the same service and geodatabase share one controller, even when several copies of
 * this library are on the page. It is found under a global symbol and used by its structure alone, never by `instanceof`.
 */
import { GdbError } from '../shared/errors.js';
import { parseServiceUrl } from '../shared/urls.js';
import { PageController } from './page-controller.js';
import type { ControllerOptions, SyncController } from './types.js';

interface Shared extends SyncController {
  /** Fills options that are still unset; throws `controller-options-conflict` for a second, different value. */
  fillOptions(options: ControllerOptions): void;
}

const REGISTRY = Symbol.for('gdb-sync/1');

function registry(): Map<string, Shared> {
  const host = globalThis as unknown as Record<symbol, Map<string, Shared> | undefined>;
  return (host[REGISTRY] ??= new Map<string, Shared>());
}

function rootOf(serviceUrl: string): string {
  try {
    return parseServiceUrl(serviceUrl, typeof document === 'undefined' ? undefined : document.baseURI).serviceUrl;
  } catch (cause) {
    throw new GdbError(
      'invalid-argument',
      `service-url: "${serviceUrl}" is not the web address of a feature service.`,
      { cause },
    );
  }
}

/**
 * The controller of this service and geodatabase: made at the first call, shared by all later ones. It answers at once and opens what this
 * device has in the background (`ready`); the engine comes by dynamic import.
 * Throws `invalid-argument` for a URL that is none, `controller-options-conflict` when an option is given a second, different value.
 */
export function getSyncController(options: ControllerOptions): SyncController {
  const serviceUrl = rootOf(options.serviceUrl);
  const geodatabase = options.geodatabase ?? 'default';
  const key = `${serviceUrl}\n${geodatabase}`;
  const known = registry().get(key);
  if (known !== undefined) {
    known.fillOptions(options);
    return known;
  }
  const made = new PageController({ ...options, serviceUrl, geodatabase }, { onClosed: () => registry().delete(key) });
  registry().set(key, made);
  return made;
}

/** Adds what was not said when the controller was made. One that a page made by itself takes nothing. Throws as `getSyncController`. */
export function addOptions(
  controller: SyncController & Partial<Pick<Shared, 'fillOptions'>>,
  late: Omit<ControllerOptions, 'serviceUrl' | 'geodatabase'>,
): void {
  controller.fillOptions?.({ ...late, serviceUrl: controller.serviceUrl });
}

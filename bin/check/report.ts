/** What may be handed on about a service: capabilities, gaps and variants; no address, token, name, attribute or id. Pure. */
import type { Inspection } from '../../src/service/inspect-service.js';
import type { ServiceCheck } from '../../src/shared/check-service.js';
import type { Sighting } from './sightings.js';

/** What a report is made of. */
export interface Findings {
  readonly inspection: Inspection;
  readonly check: ServiceCheck;
  readonly sightings: readonly Sighting[];
  /** Whether the service was written to. */
  readonly wrote: boolean;
}

/** JSON text. Built from what is known to be harmless, so that nothing has to be found and struck out. */
export function redacted({ inspection, check, sightings, wrote }: Findings): string {
  const { capabilities, layers } = inspection;
  return `${JSON.stringify(
    {
      capabilities,
      layers: layers.map(({ layerId, capabilities: tokens, name: _, ...facts }) => ({
        layerId,
        capabilities: tokens.filter((token) => /^[A-Z]{1,30}$/.test(token)),
        ...facts,
      })),
      canSync: check.canSync,
      gaps: check.gaps.map(({ code, kind, layerId }) => ({ code, kind, layerId })),
      wrote,
      variants: Object.fromEntries(sightings.map(({ name, seen }) => [name, seen ?? 'not seen'])),
    },
    null,
    2,
  )}\n`;
}

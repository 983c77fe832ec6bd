import { checkService } from '../shared/check-service.js';
import type { ServiceFacts } from '../shared/check-service.js';
import { GdbError, toGdbError } from '../shared/errors.js';
import type { CallOptions } from '../sync/ports.js';

/** `not-supported` in the words of the check: all that is missing, not only what was met first. Rejects always. */
export async function explained(
  thrown: unknown,
  service: {
    readonly inspect: (options: CallOptions) => Promise<ServiceFacts>;
    readonly layerIds: readonly number[] | null;
  },
  signal: AbortSignal,
): Promise<never> {
  const { layerIds } = service;
  const error = toGdbError(thrown);
  if (error.code !== 'not-supported') throw error;
  const facts = await service.inspect({ signal }).catch(() => null);
  const gaps = (facts === null ? [] : checkService(facts).gaps).filter(
    ({ kind, layerId }) => kind === 'blocks' && (layerId === null || layerIds?.includes(layerId) !== false),
  );
  if (gaps.length === 0) throw error;
  const words = gaps.map(({ message, remedy }) => [message, remedy ?? ''].join(' ').trim());
  throw new GdbError('not-supported', words.join(' '), { ...error.details, gaps, cause: error });
}

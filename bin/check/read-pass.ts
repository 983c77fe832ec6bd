/** Everything that can be learned from a service without writing to it. */
import { inspectService, type Inspection } from '../../src/service/inspect-service.js';
import type { Requester } from '../../src/service/request.js';
import { isGdbError } from '../../src/shared/errors.js';
import { asArray, asString, isObject, pick } from '../../src/shared/json.js';
import type { Recorder } from './exchanges.js';

/** Reads a service. Rejects only where root or layers cannot be read: everything else may be missing. */
export async function readPass(requester: Requester, recorder: Recorder, signal: AbortSignal): Promise<Inspection> {
  const { serviceUrl } = requester;
  const ask = (path: string, step: string, params: Readonly<Record<string, string>> = {}): Promise<unknown> => {
    recorder.step = step;
    return optional(requester.json({ operation: step, method: 'GET', url: `${serviceUrl}${path}`, params, signal }));
  };
  recorder.step = 'describe';
  const inspection = await inspectService(requester, { signal });
  if (inspection.capabilities.uploads) await ask('/uploads/info', 'uploads info');
  if (!inspection.capabilities.canSync) return inspection;
  const replicas = await ask('/replicas', 'replicas');
  const first = asArray(replicas).find(isObject);
  const id = first === undefined ? undefined : asString(pick(first, 'replicaID'));
  if (id !== undefined) await ask(`/replicas/${encodeURIComponent(id)}`, 'replica');
  // One that cannot exist: how a refusal looks.
  await ask('/replicas/00000000-0000-0000-0000-000000000000', 'unknown replica');
  const layer = inspection.layers.find(({ hasGlobalIds }) => hasGlobalIds);
  if (layer !== undefined) {
    const params = { where: '1=1', outFields: '*', resultRecordCount: '1', returnGeometry: 'false' };
    await ask(`/${String(layer.layerId)}/query`, 'query', params);
  }
  return inspection;
}

/** Null where the service refuses; what broke on the way is thrown. */
export async function optional<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (isGdbError(error) && !error.retryable && error.code !== 'aborted') return null;
    throw error;
  }
}

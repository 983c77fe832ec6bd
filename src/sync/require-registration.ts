/** The rules under which what was loaded from a file may get a replica of its own. Pure. */
import { GdbError, isGdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import type { GeodatabaseRecord } from '../shared/records.js';
import type { ServiceDescription } from './ports.js';
import { schemaChanges } from './schema-changes.js';

/** Differences that make rows of a file wrong under the service's schema; what people may type into a field is none. */
const MATTERS: ReadonlySet<string> = new Set(['added', 'removed', 'type', 'geometry-type']);

/**
 * Throws `not-supported` where the service registers no existing data, `schema-mismatch` where its layers are not those of the file.
 */
export function requireRegistration(
  { layers, syncModel }: Pick<GeodatabaseRecord, 'layers' | 'syncModel'>,
  { capabilities, layers: present }: Pick<ServiceDescription, 'capabilities' | 'layers'>,
): void {
  if (!capabilities.canSync || !capabilities.registerExistingData)
    throw new GdbError(
      'not-supported',
      'This service cannot register a geodatabase that was made before (supportsRegisteringExistingData). Take the area offline anew instead: that needs nothing of the file.',
    );
  if (!(syncModel === 'perLayer' ? capabilities.perLayer : capabilities.perReplica))
    throw new GdbError(
      'not-supported',
      `The service no longer syncs as the file does (${syncModel}). Take the area offline anew instead.`,
    );
  requireSameSchema(layers, present);
}

function requireSameSchema(known: readonly LayerSchema[], present: readonly LayerSchema[]): void {
  const gone = known.filter(({ layerId }) => !present.some((layer) => layer.layerId === layerId));
  const changes = schemaChanges(known, present).filter(({ change }) => MATTERS.has(change));
  const words = [
    ...gone.map(({ name, layerId }) => `layer ${name} (${String(layerId)}) is gone`),
    ...changes.map(({ layerName, field, change, was, is }) => {
      if (field === null)
        return `${layerName} is ${is === '' ? 'a table' : is} now, and was ${was === '' ? 'a table' : was}`;
      if (change === 'type') return `${layerName}: the field ${field} is ${is} now, and was ${was}`;
      return `${layerName}: the field ${field} was ${change}`;
    }),
  ];
  if (words.length === 0) return;
  throw new GdbError(
    'schema-mismatch',
    `The service was changed since this file was made: ${words.join('; ')}. Ask for a new file, or take the area offline anew.`,
    { ...(changes[0] === undefined ? {} : { layerId: changes[0].layerId }) },
  );
}

/** A layer of the file that the service no longer lists is a changed schema too. */
export function ofMissingLayer(error: unknown): unknown {
  if (!isGdbError(error) || error.code !== 'layer-not-found') return error;
  const { details, message } = error;
  return new GdbError('schema-mismatch', `${message} It had it when this file was made: ask for a new file.`, {
    ...details,
    cause: error,
  });
}

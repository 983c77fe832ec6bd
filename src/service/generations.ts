/** Server generations as services write them: numbers or text, a list or a list inside text (protocol 3.3, 4). Pure. */
import { asArray, asNumber, isObject, pick, type JsonObject } from '../shared/json.js';
import type { Generations } from '../shared/records.js';
import type { Complain } from '../shared/read-rows.js';

/** Null when the reply carries none. `failed`: layers whose part of the reply is an error, and whose generation therefore stays. */
export function readGenerations(
  body: JsonObject,
  { complain, failed }: { readonly complain: Complain; readonly failed: readonly number[] },
): Generations | null {
  const byLayer = readLayerGenerations(pick(body, 'layerServerGens'), complain).filter(
    ([layerId]) => !failed.includes(layerId),
  );
  const whole = pick(body, 'replicaServerGen');
  const preferLayers = byLayer.length > 0 && (pick(body, 'syncModel') !== 'perReplica' || whole === undefined);
  if (preferLayers) return { kind: 'perLayer', byLayer: Object.fromEntries(byLayer) };
  if (whole === undefined || whole === null || failed.length > 0) return null;
  return { kind: 'perReplica', serverGen: toGeneration(whole, complain) };
}

function readLayerGenerations(value: unknown, complain: Complain): readonly (readonly [number, number])[] {
  return asArray(typeof value === 'string' ? parseList(value, complain) : value)
    .filter(isObject)
    .map((entry) => {
      const layerId = asNumber(pick(entry, 'id', 'layerId'));
      if (layerId === undefined) complain('a generation names no layer.');
      return [layerId, toGeneration(pick(entry, 'serverGen'), complain)];
    });
}

function parseList(text: string, complain: Complain): unknown {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text);
  } catch {
    return complain('"layerServerGens" cannot be read.');
  }
}

/** A rounded generation could skip changes, so one that does not fit exactly is refused. */
function toGeneration(value: unknown, complain: Complain): number {
  const generation = asNumber(value);
  if (generation === undefined || !Number.isSafeInteger(generation))
    complain('a server generation is no whole number that can be kept exactly.');
  return generation;
}

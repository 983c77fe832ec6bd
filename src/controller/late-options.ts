/** Several elements of a page share one controller; what a later one says of it is added here, or refused. */
import { GdbError } from '../shared/errors.js';
import type { ControllerOptions } from './types.js';

/** Options that a later element may still give. Of a page's maps the last one counts. */
const LATE: ReadonlySet<keyof ControllerOptions> = new Set<keyof ControllerOptions>([
  'auth',
  'userId',
  'conflictPolicy',
  'photos',
  'autoSync',
  'outSpatialReference',
  'mapReference',
]);

const COMPARED = [
  'auth',
  'userId',
  'fetch',
  'settleMs',
  'conflictPolicy',
  'photos',
  'autoSync',
  'keptDays',
  'retry',
  'outSpatialReference',
] as const satisfies readonly (keyof ControllerOptions)[];

/**
 * What `late` adds to the options that a controller has. Throws `controller-options-conflict` for a second, different value, which nobody could
 * notice otherwise.
 */
export function lateOptions(
  known: ControllerOptions & Required<Pick<ControllerOptions, 'geodatabase'>>,
  late: ControllerOptions,
): Partial<ControllerOptions> {
  for (const name of COMPARED) {
    const given = late[name];
    const before = known[name];
    if (given === undefined || given === before || (name !== 'auth' && isSameData(given, before))) continue;
    if (before === undefined && LATE.has(name)) continue;
    throw new GdbError(
      'controller-options-conflict',
      `This page already uses ${known.serviceUrl} ("${known.geodatabase}") with another ${name}.`,
    );
  }
  return Object.fromEntries(
    Object.entries(late).filter(([name, value]) => value !== undefined && LATE.has(name as keyof ControllerOptions)),
  );
}

/** Policies are plain data: two elements may say the same. */
function isSameData(given: unknown, known: unknown): boolean {
  return typeof given !== 'function' && typeof known !== 'function' && JSON.stringify(given) === JSON.stringify(known);
}

/** What every store that is measured can do. */
import type { Envelope, Feature } from '../../src/shared/esri.js';
import type { Published } from '../server/serve.js';

export interface MeasuredStore {
  /** From HTTP to committed and indexed. */
  load(source: Published): Promise<void>;
  /** Opens what an earlier page of this profile loaded. */
  open(source: Published): Promise<void>;
  count(): Promise<number>;
  /** Rows by GlobalID in wire form, in any order. */
  find(globalIds: readonly string[]): Promise<readonly Feature[]>;
  /** Rows whose box meets the envelope; absent where that would be a scan of everything. */
  viewport?(envelope: Envelope): Promise<readonly Feature[]>;
}

/** The rows of the body as every other store is given them. */
export async function fetchRows({ bodyUrl }: Published): Promise<Feature[]> {
  const response = await fetch(bodyUrl);
  const body = JSON.parse(await response.text()) as { readonly layers: readonly [{ readonly features: Feature[] }] };
  return body.layers[0].features;
}

/** The GlobalID of a row, in wire form. */
export function globalIdOf(row: Feature): string {
  return row.attributes['GlobalID'] as string;
}

/** Cuts a list, for stores that fare better with many rows than with all of them. */
export function* batches<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** A query's filter against rows: first by envelopes, then by the where clause and the exact geometry on what is left. */
import { GdbError } from '../../shared/errors.js';
import type { Envelope, LayerSchema, SpatialReference } from '../../shared/esri.js';
import type { RowFilter } from '../../shared/queries.js';
import { boxOf, type Box, type Extent } from '../rows/box.js';
import type { Hit } from './hits.js';
import { needsPredicates, selectsAll, type QueryTools } from './tools.js';

export interface CompiledFilter {
  /** Rows elsewhere are not looked at. Null: no geometry is asked for. */
  readonly envelope: Extent | null;
  /** Null: the envelope says it all. */
  readonly test: ((hit: Hit) => boolean) | null;
}

/** An envelope that meets none. */
const NOWHERE: Extent = { xmin: NaN, ymin: NaN, xmax: NaN, ymax: NaN };

/** Throws `unsupported-query` for what is not understood. The tools that `toolsFor` names are loaded. */
export function compileFilter(
  filter: RowFilter,
  context: {
    readonly layer: LayerSchema;
    readonly spatialReference: SpatialReference | null;
    readonly tools: QueryTools;
  },
): CompiledFilter {
  const { where, geometry } = filter;
  const tests: ((hit: Hit) => boolean)[] = [];
  if (geometry) requireSame(geometry.spatialReference, context.spatialReference);
  if (where !== undefined && !selectsAll(where)) {
    const { layer, tools } = context;
    const selects = tools.get('language').compileWhere(where, { layer, now: filter.currentTime ?? null });
    tests.push((hit) => selects(hit.visible().feature.attributes));
  }
  if (geometry && needsPredicates(context.layer, filter)) tests.push(spatialTest(filter, context.tools));
  const box = boxOf(geometry);
  return {
    envelope: geometry ? (box ? extentOf(box) : NOWHERE) : null,
    test: tests.length === 0 ? null : (hit) => tests.every((test) => test(hit)),
  };
}

function spatialTest({ geometry, spatialRel }: RowFilter, tools: QueryTools): (hit: Hit) => boolean {
  const relation = spatialRel ?? 'esriSpatialRelIntersects';
  if (!geometry || relation === 'esriSpatialRelEnvelopeIntersects') return () => true;
  const relates = tools.get('predicates').compileRelation(geometry, relation);
  const envelope = 'xmin' in geometry && relation === 'esriSpatialRelIntersects' ? geometry : null;
  // What an envelope holds whole needs no decoding.
  return (hit) => (envelope && hit.box && holds(envelope, hit.box)) || relates(hit.visible().feature.geometry);
}

function holds(envelope: Envelope, [xmin, ymin, xmax, ymax]: Box): boolean {
  return envelope.xmin <= xmin && envelope.ymin <= ymin && xmax <= envelope.xmax && ymax <= envelope.ymax;
}

export function extentOf([xmin, ymin, xmax, ymax]: Box): Extent {
  return { xmin, ymin, xmax, ymax };
}

/** Names of the web Mercator projection that were in use one after another. */
const WEB_MERCATOR: ReadonlySet<number> = new Set([3857, 102_100, 102_113, 900_913]);

/** Throws `unsupported-query` for the text of a geometry, as REST takes it. */
export function requireGeometry({ geometry }: RowFilter): void {
  if (geometry && typeof geometry !== 'object')
    throw new GdbError('unsupported-query', 'A geometry is an object, as in the JSON of a feature, not its text.');
}

function requireSame(query: SpatialReference | undefined, rows: SpatialReference | null): void {
  const [asked, stored] = [wkidsOf(query), wkidsOf(rows)];
  if (asked.length === 0 || stored.length === 0 || asked.some((wkid) => stored.includes(wkid))) return;
  const [from, to] = [asked, stored].map((wkids) => String(wkids[0]));
  throw new GdbError(
    'unsupported-query',
    `The geometry is in spatial reference ${from ?? ''}, the rows are in ${to ?? ''}: project it first.`,
  );
}

function wkidsOf(reference: SpatialReference | null | undefined): readonly number[] {
  return [reference?.wkid, reference?.latestWkid]
    .filter((wkid) => wkid !== undefined)
    .map((wkid) => (WEB_MERCATOR.has(wkid) ? 3857 : wkid));
}

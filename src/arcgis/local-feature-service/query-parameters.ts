/** The parameters of a FeatureServer query as a wish that the store understands. What it cannot do is refused by name, never left out silently. */
import { GdbError } from '../../shared/errors.js';
import type { Geometry, SpatialReference } from '../../shared/esri.js';
import { toGlobalId } from '../../shared/ids.js';
import { asArray, asNumber, asString, isObject, pick } from '../../shared/json.js';
import type { RowFilter, SpatialRel, StatisticDefinition, StatisticType } from '../../shared/queries.js';
import { readGrid, type Grid } from './quantize.js';
import type { References } from './references.js';
import { refuse, type Params } from './request.js';
import { findProjection, parseReference, projectGeometry } from './spatial-references.js';

export type Asked = 'features' | 'count' | 'ids' | 'extent' | 'distinct' | 'statistics';

export interface QueryWish {
  readonly asked: Asked;
  readonly format: 'json' | 'pbf';
  readonly filter: RowFilter;
  readonly outFields: readonly string[];
  readonly orderByFields: readonly string[];
  readonly offset: number | undefined;
  readonly limit: number | undefined;
  readonly returnGeometry: boolean;
  readonly returnZ: boolean;
  readonly returnM: boolean;
  /** Undefined: that of the copy. */
  readonly outReference: SpatialReference | undefined;
  readonly grid: Grid | null;
  /** The map draws tiles: more rows at once, and none at all where there are more, since it then asks for smaller tiles. */
  readonly isTile: boolean;
  readonly allOrNothing: boolean;
  readonly statistics: readonly StatisticDefinition[];
  readonly groupBy: readonly string[];
}

const RELATIONS: Readonly<Record<string, SpatialRel>> = {
  esriSpatialRelIntersects: 'esriSpatialRelIntersects',
  esriSpatialRelContains: 'esriSpatialRelContains',
  esriSpatialRelWithin: 'esriSpatialRelWithin',
  esriSpatialRelEnvelopeIntersects: 'esriSpatialRelEnvelopeIntersects',
  esriSpatialRelIndexIntersects: 'esriSpatialRelEnvelopeIntersects',
};
const STATISTICS: readonly string[] = ['count', 'sum', 'min', 'max', 'avg', 'stddev', 'var'];
/** Parameters that change which rows there are, or what they hold, and that nobody here can answer. */
const REFUSED = ['having', 'text', 'historicMoment', 'time', 'relationParam', 'topFilter'];

/** Throws `unsupported-query`. */
export function readQuery(params: Params, references: References): QueryWish {
  for (const name of REFUSED) {
    const value = params.text(name);
    if (value !== undefined) throw refuse(name, value, 'it is not supported on this device');
  }
  if ((params.number('distance') ?? 0) !== 0)
    throw refuse('distance', params.text('distance') ?? '', 'buffers are not supported on this device');
  const format = params.text('f') ?? 'json';
  if (!['json', 'pjson', 'pbf'].includes(format)) throw refuse('f', format, 'JSON and PBF are the formats');
  const statistics = readStatistics(params);
  return {
    asked: whatIsAsked(params, statistics),
    format: format === 'pbf' ? 'pbf' : 'json',
    filter: readFilter(params, references),
    outFields: params.list('outFields') ?? [],
    orderByFields: params.list('orderByFields') ?? [],
    offset: params.number('resultOffset'),
    limit: params.number('resultRecordCount'),
    returnGeometry: params.flag('returnGeometry') ?? true,
    returnZ: params.flag('returnZ') ?? false,
    returnM: params.flag('returnM') ?? false,
    outReference: parseReference(params.text('outSR')) ?? references.answered ?? undefined,
    grid: readGrid(params.json('quantizationParameters')),
    isTile: params.text('resultType') === 'tile',
    allOrNothing: params.flag('returnExceededLimitFeatures') === false,
    statistics,
    groupBy: params.list('groupByFieldsForStatistics') ?? [],
  };
}

function whatIsAsked(params: Params, statistics: readonly StatisticDefinition[]): Asked {
  if (statistics.length > 0) return 'statistics';
  if (params.flag('returnExtentOnly') === true) return 'extent';
  if (params.flag('returnCountOnly') === true) return 'count';
  if (params.flag('returnIdsOnly') === true) return 'ids';
  return params.flag('returnDistinctValues') === true ? 'distinct' : 'features';
}

/** Which rows: `where`, geometry and ids. */
export function readFilter(params: Params, references: References): RowFilter {
  const where = params.text('where');
  const objectIds = params.list('objectIds')?.map((id) => readId(id));
  const globalIds = params.list('globalIds')?.map(toGlobalId);
  const geometry = readGeometry(params, references);
  return {
    ...(where === undefined || where.replaceAll(' ', '') === '1=1' ? {} : { where }),
    ...(objectIds === undefined ? {} : { objectIds }),
    ...(globalIds === undefined ? {} : { globalIds }),
    ...(geometry === undefined ? {} : { geometry, spatialRel: readRelation(params) }),
  };
}

function readId(text: string): number {
  const id = asNumber(text);
  if (id === undefined || !Number.isInteger(id)) throw refuse('objectIds', text, 'whole numbers are expected');
  return id;
}

function readRelation(params: Params): SpatialRel {
  const name = params.text('spatialRel') ?? 'esriSpatialRelIntersects';
  const relation = Object.hasOwn(RELATIONS, name) ? RELATIONS[name] : undefined;
  if (relation === undefined) throw refuse('spatialRel', name, 'this relation is not supported on this device');
  return relation;
}

/** JSON, or `xmin,ymin,xmax,ymax`, or `x,y`; in `inSR`, or in the spatial reference that it names itself. */
function readGeometry(params: Params, { copy, asked, project }: References): Geometry | undefined {
  const text = params.text('geometry');
  if (text === undefined) return undefined;
  const geometry = text.startsWith('{')
    ? asGeometry(params.json('geometry'))
    : fromNumbers(text.split(',').map(Number));
  if (geometry === undefined) throw refuse('geometry', text, 'it is no geometry');
  const { spatialReference, ...shape } = geometry;
  const own = parseReference(params.text('inSR')) ?? spatialReference ?? asked;
  const projection = own === null || copy === null ? null : findProjection(own, copy, project);
  return projection === null ? shape : projectGeometry(shape, projection);
}

function asGeometry(value: unknown): Geometry | undefined {
  const keys = ['x', 'xmin', 'points', 'paths', 'rings', 'curvePaths', 'curveRings'];
  return isObject(value) && keys.some((key) => Object.hasOwn(value, key)) ? value : undefined;
}

function fromNumbers(numbers: readonly number[]): Geometry | undefined {
  if (numbers.some((number) => !Number.isFinite(number))) return undefined;
  const [a, b, c, d] = numbers;
  if (a === undefined || b === undefined) return undefined;
  if (c === undefined) return { x: a, y: b };
  return d === undefined ? undefined : { xmin: a, ymin: b, xmax: c, ymax: d };
}

function readStatistics(params: Params): readonly StatisticDefinition[] {
  return asArray(params.json('outStatistics')).map((entry) => {
    const read = (name: string): string => (isObject(entry) ? (asString(pick(entry, name)) ?? '') : '');
    const statisticType = read('statisticType').toLowerCase();
    const onStatisticField = read('onStatisticField');
    if (!STATISTICS.includes(statisticType) || onStatisticField === '') {
      throw new GdbError(
        'unsupported-query',
        `The copy on this device cannot answer the statistic "${statisticType}": ${STATISTICS.join(', ')} are known.`,
      );
    }
    const outStatisticFieldName = read('outStatisticFieldName') || `${statisticType}_${onStatisticField}`;
    return { statisticType: statisticType as StatisticType, onStatisticField, outStatisticFieldName };
  });
}

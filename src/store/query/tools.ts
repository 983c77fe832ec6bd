/** Parts of the query room that come by dynamic import, when a query first needs them. */
import type { LayerSchema } from '../../shared/esri.js';
import { loadPart } from '../../shared/load-part.js';
import type { RowFilter } from '../../shared/queries.js';
import type * as Language from './language/where.js';
import type * as Predicates from './predicates/spatial.js';
import type * as Statistics from './statistics/record-table.js';

interface Tools {
  readonly language: typeof Language;
  readonly predicates: typeof Predicates;
  readonly statistics: typeof Statistics;
}

export type ToolName = keyof Tools;

const LOADERS: { readonly [Name in ToolName]: () => Promise<Tools[Name]> } = {
  language: () => import('./language/where.js'),
  predicates: () => import('./predicates/spatial.js'),
  statistics: () => import('./statistics/record-table.js'),
};

export class QueryTools {
  readonly #loaded: { -readonly [Name in ToolName]?: Tools[Name] } = {};

  /** Those that have to be loaded first. A transaction does not wait for that: it would end. */
  missing(names: readonly ToolName[]): readonly ToolName[] {
    return names.filter((name) => !this.#loaded[name]);
  }

  /** Rejects `not-loaded` where they are not there: a page that is offline has to have cached them. */
  async load(names: readonly ToolName[]): Promise<void> {
    await loadPart(() => Promise.all(names.map((name) => this.#load(name))));
  }

  /** A tool that `missing` does not name any more. */
  get<Name extends ToolName>(name: Name): Tools[Name] {
    const tool = this.#loaded[name];
    if (!tool) throw new Error(`${name} was not loaded`);
    return tool;
  }

  async #load<Name extends ToolName>(name: Name): Promise<void> {
    (this.#loaded as Record<Name, Tools[Name]>)[name] = await LOADERS[name]();
  }
}

/** What telling the rows of this filter takes. */
export function toolsFor(layer: LayerSchema, filter: RowFilter): readonly ToolName[] {
  return [
    ...(selectsAll(filter.where) ? [] : (['language'] as const)),
    ...(needsPredicates(layer, filter) ? (['predicates'] as const) : []),
  ];
}

/** True for the clause that every client sends when it means nothing. */
export function selectsAll(where: string | undefined): boolean {
  return where === undefined || /^\s*(?:1\s*=\s*1\s*)?$/.test(where);
}

/** Envelopes settle how a point relates to an envelope, unless its border matters. */
export function needsPredicates(layer: LayerSchema, { geometry, spatialRel }: RowFilter): boolean {
  if (!geometry || spatialRel === 'esriSpatialRelEnvelopeIntersects') return false;
  const settled = 'xmin' in geometry && layer.geometryType === 'esriGeometryPoint';
  return !settled || (spatialRel ?? 'esriSpatialRelIntersects') !== 'esriSpatialRelIntersects';
}

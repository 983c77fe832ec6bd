import { drawingInfo } from '../data/drawing.js';
import {
  field,
  globalIdField,
  withSystemFields,
  type Domain,
  type Feature,
  type Field,
  type LayerDefinition,
  type LayerSeed,
  type Relationship,
} from '../data/layer-definition.js';
import type { Geometry } from '../geometry/esri.js';
import { seededRandom, type Random } from './random.js';

/** A place to inspect. */
export interface Airfield {
  readonly name: string;
  readonly code: string;
  readonly elevationM: number | null;
  readonly longitude: number;
  readonly latitude: number;
}

/** An area that inspections are planned by. */
export interface Area {
  readonly name: string;
  readonly code: string;
  readonly geometry: Geometry;
}

/** A photograph, to be attached to the nth airfield. */
export interface Photo {
  readonly airfield: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const statusDomain: Domain = {
  type: 'codedValue',
  name: 'InspectionStatus',
  codedValues: [
    { name: 'Open', code: 'open' },
    { name: 'In progress', code: 'progress' },
    { name: 'Closed', code: 'closed' },
  ],
};
const conditionDomain: Domain = { type: 'range', name: 'Condition', range: [1, 5] };
const priorityDomain: Domain = {
  type: 'codedValue',
  name: 'Priority',
  codedValues: [
    { name: 'Low', code: 1 },
    { name: 'Medium', code: 2 },
    { name: 'High', code: 3 },
  ],
};
const resultDomain: Domain = {
  type: 'codedValue',
  name: 'VisitResult',
  codedValues: [
    { name: 'Passed', code: 'pass' },
    { name: 'Failed', code: 'fail' },
    { name: 'Follow-up needed', code: 'followup' },
  ],
};

const pointFields: Field[] = [
  field('name', 'esriFieldTypeString', { alias: 'Name', length: 120, nullable: false }),
  field('code', 'esriFieldTypeString', { alias: 'Code', length: 8 }),
  field('status', 'esriFieldTypeString', { alias: 'Status', length: 20, domain: statusDomain, defaultValue: 'open' }),
  field('condition', 'esriFieldTypeSmallInteger', { alias: 'Condition', domain: conditionDomain }),
  field('elevation_m', 'esriFieldTypeDouble', { alias: 'Elevation (m)' }),
  field('inspected', 'esriFieldTypeDate', { alias: 'Inspected', length: 8 }),
  field('notes', 'esriFieldTypeString', { alias: 'Notes', length: 500 }),
];
const areaFields: Field[] = [
  field('name', 'esriFieldTypeString', { alias: 'Name', length: 80, nullable: false }),
  field('code', 'esriFieldTypeString', { alias: 'ISO code', length: 3, editable: false }),
  field('priority', 'esriFieldTypeInteger', { alias: 'Priority', domain: priorityDomain, defaultValue: 1 }),
  field('reviewed', 'esriFieldTypeDate', { alias: 'Reviewed', length: 8 }),
  field('notes', 'esriFieldTypeString', { alias: 'Notes', length: 500 }),
];
const visitFields: Field[] = [
  field('point_guid', 'esriFieldTypeGUID', { alias: 'Inspection point', length: 38 }),
  field('visited', 'esriFieldTypeDate', { alias: 'Visited', length: 8 }),
  field('visitor', 'esriFieldTypeString', { alias: 'Visitor', length: 60 }),
  field('result', 'esriFieldTypeString', { alias: 'Result', length: 20, domain: resultDomain }),
  field('remark', 'esriFieldTypeString', { alias: 'Remark', length: 250 }),
];

const day = 24 * 60 * 60 * 1000;
const lastDay = Date.UTC(2024, 5, 30);

/**
 * The demo service: airfields to inspect, the countries they lie in, and the visits that were made. The same in every
 * run for the same places.
 */
export function inspections(places: {
  airfields: readonly Airfield[];
  areas: readonly Area[];
  photos: readonly Photo[];
}): LayerSeed[] {
  const random = seededRandom(20240517);
  const points = places.airfields.map((airfield) => pointFeature(airfield, random));
  const areas = places.areas.map((area) => areaFeature(area, random));
  const visits = points.flatMap((point, i) => (i % 3 === 0 ? visitsTo(point, random) : []));
  const attachments = places.photos.flatMap(({ airfield, name, bytes }) => {
    const parent = points[airfield]?.attributes[globalIdField];
    return typeof parent === 'string' ? [{ parent, name, type: 'image/jpeg', bytes }] : [];
  });
  return [
    {
      definition: layer(0, 'Inspection_Points', {
        geometryType: 'esriGeometryPoint',
        fields: pointFields,
        hasAttachments: true,
      }),
      features: points,
      attachments,
    },
    {
      definition: layer(1, 'Areas', { geometryType: 'esriGeometryPolygon', fields: areaFields, hasAttachments: true }),
      features: areas,
    },
    {
      definition: layer(2, 'Visits', { geometryType: null, fields: visitFields, hasAttachments: false }),
      features: visits,
    },
  ];
}

const pointsToVisits: Omit<Relationship, 'role' | 'relatedTableId' | 'keyField'> = {
  id: 0,
  name: 'Points_Visits',
  cardinality: 'esriRelCardinalityOneToMany',
  composite: false,
};
const relationships: Record<number, Relationship[]> = {
  0: [{ ...pointsToVisits, role: 'esriRelRoleOrigin', relatedTableId: 2, keyField: globalIdField }],
  2: [{ ...pointsToVisits, role: 'esriRelRoleDestination', relatedTableId: 0, keyField: 'point_guid' }],
};

function layer(
  id: number,
  name: string,
  about: Pick<LayerDefinition, 'geometryType' | 'fields' | 'hasAttachments'>,
): LayerDefinition {
  return {
    id,
    name,
    geometryType: about.geometryType,
    wkid: 4326,
    fields: withSystemFields(about.fields, { editorTracking: true }),
    displayField: id === 2 ? 'visitor' : 'name',
    hasAttachments: about.hasAttachments,
    editorTracking: true,
    relationships: relationships[id] ?? [],
    ...drawingInfo(about.geometryType ?? undefined),
  };
}

function pointFeature({ name, code, elevationM, longitude, latitude }: Airfield, random: Random): Feature {
  const inspected = random.next() < 0.3 ? null : lastDay - random.integer(0, 700) * day;
  return {
    attributes: {
      [globalIdField]: random.guid(),
      name: name.slice(0, 120),
      code,
      status: inspected === null ? 'open' : random.pick(['open', 'progress', 'closed', 'closed']),
      condition: inspected === null ? null : random.integer(1, 5),
      elevation_m: elevationM,
      inspected,
      notes: null,
      ...stamps(inspected ?? lastDay - 800 * day),
    },
    geometry: { x: longitude, y: latitude },
  };
}

function areaFeature({ name, code, geometry }: Area, random: Random): Feature {
  const reviewed = lastDay - random.integer(0, 700) * day;
  const attributes = {
    [globalIdField]: random.guid(),
    name,
    code,
    priority: random.integer(1, 3),
    reviewed,
    notes: null,
  };
  return { attributes: { ...attributes, ...stamps(reviewed) }, geometry };
}

function visitsTo(point: Feature, random: Random): Feature[] {
  return Array.from({ length: random.integer(1, 3) }, () => {
    const visited = lastDay - random.integer(0, 700) * day;
    const attributes = {
      [globalIdField]: random.guid(),
      point_guid: point.attributes[globalIdField] ?? null,
      visited,
      visitor: random.pick(['Ina Inspector', 'Sam Surveyor', 'Ada Admin']),
      result: random.pick(['pass', 'pass', 'fail', 'followup']),
      remark: null,
    };
    return { attributes: { ...attributes, ...stamps(visited) }, geometry: null };
  });
}

function stamps(ms: number): Record<string, string | number> {
  return { CreationDate: ms, Creator: 'inspector', EditDate: ms, Editor: 'inspector' };
}

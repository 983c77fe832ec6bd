/** Refused edits in any number, of a layer whose fields have rules, for stories and element tests. */
import type { FeatureEditError } from '../../src/controller/types.js';
import type { Field, Geometry } from '../../src/shared/esri.js';
import type { JsonValue } from '../../src/shared/json.js';
import { editError, geodatabase, layer, pending, scene } from './controller-states.js';
import { ScriptedController } from './scripted-controller.js';

function field(name: string, alias: string, more: Partial<Field> = {}): Field {
  return { name, alias, type: 'esriFieldTypeString', nullable: true, editable: true, ...more };
}

/** Trees, with a field of each kind that a form knows. */
export const TREE_FIELDS: readonly Field[] = [
  field('OBJECTID', 'OBJECTID', { type: 'esriFieldTypeOID', editable: false, nullable: false }),
  field('GlobalID', 'GlobalID', { type: 'esriFieldTypeGlobalID', editable: false, nullable: false }),
  field('NAME', 'Name', { length: 40 }),
  field('SPECIES', 'Species', {
    nullable: false,
    domain: {
      type: 'codedValue',
      name: 'species',
      codedValues: [
        { code: 'til', name: 'Lime' },
        { code: 'que', name: 'Oak' },
        { code: 'pla', name: 'Plane' },
      ],
    },
  }),
  field('HEIGHT', 'Height in m', {
    type: 'esriFieldTypeDouble',
    domain: { type: 'range', name: 'height', range: [0, 60] },
  }),
  field('SEEN', 'Seen on', { type: 'esriFieldTypeDate' }),
  field('NOTES', 'Notes', { length: 500 }),
];

const WRONG: readonly (readonly [code: number, description: string, attributes: Record<string, JsonValue>])[] = [
  [1001, "Field 'SPECIES' is not nullable.", { SPECIES: null }],
  [1016, "Value of field 'HEIGHT' is out of range.", { HEIGHT: 480 }],
  [1007, 'User does not own the feature.', {}],
];

const NAMES = ['Lime tree', 'Oak', 'Plane tree', 'Birch', 'Chestnut'];
const SHAPES: readonly ((at: number) => Geometry)[] = [
  (at) => ({ x: at, y: at }),
  (at) => ({
    paths: [
      [
        [0, 0],
        [4, 3 + (at % 5)],
        [9, 2],
        [12, 8],
      ],
    ],
  }),
  (at) => ({
    rings: [
      [
        [0, 0],
        [8, 1],
        [10, 6 + (at % 4)],
        [3, 9],
        [0, 0],
      ],
    ],
  }),
];

export const idOf = (at: number): string => `a5f1f2f2-6a1c-4b7c-9a5e-${String(at).padStart(12, '0')}`;

/** So many, of a few causes and operations. */
export function manyErrors(count: number): readonly FeatureEditError[] {
  const hour = 3_600_000;
  const now = Date.now();
  return Array.from({ length: count }, (_, at) => {
    const [code, description] = WRONG[at % WRONG.length] ?? [1000, ''];
    const isNew = at % 4 === 0;
    return editError({
      id: at + 1,
      globalId: idOf(at),
      objectId: isNew ? -at - 1 : at + 100,
      title: `${NAMES[at % NAMES.length] ?? ''} ${String(at + 1)}`,
      editOperation: isNew ? 'add' : 'update',
      editOperationString: isNew ? 'add' : 'update',
      error: { code, description },
      at: now - (at % 24) * hour,
    });
  });
}

/** A controller that has so many refused edits, with the rows that they are of. */
export function withErrors(count: number): ScriptedController {
  const controller = new ScriptedController(
    scene(
      'attention',
      {
        geodatabase: geodatabase({ layers: [{ ...layer(0, 'Trees'), fields: TREE_FIELDS }] }),
        pending: pending(0, 0, { refused: count }),
      },
      { syncErrors: manyErrors(count) },
    ),
  );
  for (const [at, { globalId, objectId, title }] of controller.syncErrors.entries()) {
    const [, , wrong] = WRONG[at % WRONG.length] ?? [0, '', {}];
    const attributes = { OBJECTID: objectId, GlobalID: globalId, NAME: title, SPECIES: 'til', HEIGHT: 12, ...wrong };
    const geometry = SHAPES[at % SHAPES.length]?.(at) ?? null;
    controller.features.set(globalId, {
      globalId,
      objectId: objectId ?? 0,
      pending: 'refused',
      pendingAttachments: 0,
      attributes,
      geometry,
    });
  }
  return controller;
}

/** What would be refused of what is not sent yet. */
export function withChecks(refused = 0): ScriptedController {
  const controller = withErrors(Math.max(refused, 2));
  const [first, second] = controller.syncErrors;
  const row = { layerId: 0, layerName: 'Trees', objectId: 4711 } as const;
  controller.checks = [
    {
      ...row,
      globalId: first?.globalId ?? '',
      editOperation: 'update',
      title: 'Lime tree at the well',
      problems: [
        { kind: 'required', field: 'SPECIES', alias: 'Species' },
        { kind: 'out-of-range', field: 'HEIGHT', alias: 'Height in m', min: 0, max: 60 },
      ],
    },
    {
      ...row,
      globalId: second?.globalId ?? '',
      editOperation: 'add',
      title: 'Oak 17',
      problems: [{ kind: 'too-long', field: 'NAME', alias: 'Name', limit: 40, by: 12 }],
    },
  ];
  const state = { ...controller.state, pending: pending(2, 0, { refused }) };
  controller.show({
    status: refused > 0 ? 'attention' : 'changes-not-sent',
    state,
    syncErrors: refused > 0 ? controller.syncErrors : [],
    syncError: null,
  });
  return controller;
}

/** Features that were changed on both sides, for stories and element tests. */
import type { EditConflict } from '../../src/shared/conflicts.js';
import type { Feature, Field } from '../../src/shared/esri.js';
import type { JsonValue } from '../../src/shared/json.js';
import { geodatabase, layer, scene } from './controller-states.js';
import { ScriptedController } from './scripted-controller.js';

function field(name: string, alias: string, more: Partial<Field> = {}): Field {
  return { name, alias, type: 'esriFieldTypeString', nullable: true, editable: true, ...more };
}

const trees = {
  ...layer(0, 'Trees'),
  fields: [
    field('NAME', 'Name'),
    field('STATE', 'State', {
      domain: {
        type: 'codedValue',
        name: 'state',
        codedValues: [
          { name: 'Healthy', code: 1 },
          { name: 'Fallen', code: 2 },
        ],
      },
      type: 'esriFieldTypeInteger',
    }),
    field('NOTES', 'Notes'),
    field('SEEN', 'Seen on', { type: 'esriFieldTypeDate' }),
  ],
};

function row(attributes: Record<string, JsonValue>, x = 1): Feature {
  return {
    attributes: { NAME: 'Oak at the bridge', STATE: 1, NOTES: 'Crown thinned', SEEN: 1_760_000_000_000, ...attributes },
    geometry: { x, y: 1 },
  };
}

let count = 0;

export function conflict(more: Partial<EditConflict> = {}): EditConflict {
  count += 1;
  return {
    layerId: 0,
    layerName: 'Trees',
    globalId: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    objectId: count,
    title: 'Oak at the bridge',
    base: row({}),
    mine: row(
      { STATE: 2, NOTES: 'Fell over the path in last night’s storm; the path is closed', SEEN: 1_760_100_000_000 },
      2,
    ),
    theirs: row({ STATE: null, NOTES: 'To be felled in autumn', SEEN: 1_760_000_500_000 }, 3),
    state: 'waiting',
    at: Date.now() - 4 * 60_000,
    ...more,
  };
}

export const conflictScenes = {
  waiting: (): readonly EditConflict[] => [
    conflict(),
    conflict({ title: 'Lime tree', mine: null, theirs: row({ NOTES: 'Still there' }) }),
    conflict({ title: '', theirs: null }),
  ],
  decided: (): readonly EditConflict[] => [
    conflict({ state: 'mine' }),
    conflict({ title: 'Lime tree', state: 'theirs', mine: row({ NOTES: 'Cut' }), theirs: row({ NOTES: 'Keep' }) }),
  ],
} as const;

export type ConflictSceneName = keyof typeof conflictScenes;

/** A controller that has them. */
export function withConflicts(name: ConflictSceneName): ScriptedController {
  const controller = new ScriptedController(
    scene('attention', { geodatabase: geodatabase({ layers: [trees] }) }, { syncErrors: [] }),
  );
  controller.showConflicts(conflictScenes[name]());
  return controller;
}

/** A feature that was changed here and on the service: what differs, and what becomes of it. Pure. */
import type { Feature, Field, LayerSchema } from './esri.js';
import type { GlobalId } from './ids.js';
import type { JsonValue } from './json.js';
import { sameGeometry, sameValue } from './same-values.js';

/**
 * What a sync does where the same value was changed here and on the service. `mine`: what was made here is sent, and theirs is kept here. `theirs`:
 * it is not sent, and mine is kept here. `ask`: it waits until a person decides, and the rest goes.
 */
export type ConflictPolicy = 'mine' | 'theirs' | 'ask';
/** One policy for all layers, or by layer id; layers that are not named keep `mine`, as the service does by itself: the last sync wins. */
export type ConflictPolicies = ConflictPolicy | Readonly<Record<number, ConflictPolicy>>;

export function policyOf(policies: ConflictPolicies | undefined, layerId: number): ConflictPolicy {
  return typeof policies === 'object' ? (policies[layerId] ?? 'mine') : (policies ?? 'mine');
}

/** A feature changed on both sides, with all three rows. Null: deleted, or (base) not known. */
export interface EditConflict {
  readonly layerId: number;
  readonly layerName: string;
  readonly globalId: GlobalId;
  readonly objectId: number | null;
  /** Text of the display field, for people. */
  readonly title: string;
  /** The row that both started from. */
  readonly base: Feature | null;
  readonly mine: Feature | null;
  readonly theirs: Feature | null;
  /** `waiting` for a person, and not sent. Else the side that counts; the other is kept here, to be brought back. */
  readonly state: 'waiting' | 'mine' | 'theirs';
  /** Epoch ms. */
  readonly at: number;
}

/** What of the two rows differs after both were changed. */
export interface Differences {
  readonly fields: readonly Field[];
  readonly geometry: boolean;
}

/** A person's word on a conflict: one side, or field by field; what is not named stays mine. */
export type ConflictChoice =
  | 'mine'
  | 'theirs'
  | {
      readonly attributes: Readonly<Record<string, 'mine' | 'theirs'>>;
      readonly geometry?: 'mine' | 'theirs';
    };

type Rows = Pick<EditConflict, 'base' | 'mine' | 'theirs'>;

/** Fields that a person can have changed: the service fills in the others by itself. */
export function editableFields(layer: LayerSchema): readonly Field[] {
  const { fields, objectIdField, globalIdField, editorTracking } = layer;
  return fields.filter(
    ({ name, editable }) =>
      editable && name !== objectIdField && name !== globalIdField && !editorTracking.includes(name),
  );
}

/**
 * What was changed on both sides, to different values. What only one side changed needs no decision: both changes are kept. Where the base is not
 * known everything that differs counts.
 */
export function clashes({ base, mine, theirs }: Rows, layer: LayerSchema): Differences {
  if (mine === null || theirs === null) return { fields: [], geometry: false };
  const value = (row: Feature, name: string): JsonValue => row.attributes[name] ?? null;
  const fields = editableFields(layer).filter((field) => {
    const same = (a: Feature, b: Feature): boolean => sameValue(value(a, field.name), value(b, field.name), field);
    return !same(mine, theirs) && (base === null || (!same(mine, base) && !same(theirs, base)));
  });
  const same = (a: Feature, b: Feature): boolean => sameGeometry(a.geometry ?? null, b.geometry ?? null, layer);
  const geometry = !same(mine, theirs) && (base === null || (!same(mine, base) && !same(theirs, base)));
  return { fields, geometry };
}

/** True where one side would overwrite what the other did. That both deleted it leaves nothing to decide. */
export function isConflict(rows: Rows, layer: LayerSchema): boolean {
  if (rows.mine === null || rows.theirs === null) return rows.mine !== rows.theirs;
  const { fields, geometry } = clashes(rows, layer);
  return fields.length > 0 || geometry;
}

/** Values to write over the row as it shows here, so that what was chosen counts. */
export function chosenChanges(rows: Rows, choice: ConflictChoice, layer: LayerSchema): Feature {
  const { fields, geometry } = clashes(rows, layer);
  const side = (chosen: 'mine' | 'theirs' | undefined): Feature | null =>
    chosen === 'theirs' ? rows.theirs : rows.mine;
  const of = (name: string): 'mine' | 'theirs' | undefined =>
    typeof choice === 'string' ? choice : choice.attributes[name];
  const attributes = Object.fromEntries(
    fields.map(({ name }) => [name, side(of(name))?.attributes[name] ?? null] as const),
  );
  if (!geometry) return { attributes };
  const shape = side(typeof choice === 'string' ? choice : choice.geometry)?.geometry ?? null;
  return { attributes, geometry: shape };
}

/** The exchanges of a check by the step they were made for. Pure. */
import { asArray, asString, isObject, pick, type JsonObject } from '../../src/shared/json.js';
import type { Exchange } from './exchanges.js';

/** Looks exchanges up. */
export class View {
  readonly #exchanges: readonly Exchange[];

  constructor(exchanges: readonly Exchange[]) {
    this.#exchanges = exchanges;
  }

  /** The objects that a step brought. */
  bodies(step: string): readonly JsonObject[] {
    return this.#exchanges.filter((one) => one.step === step).flatMap(({ body }) => (isObject(body) ? [body] : []));
  }

  body(step: string): JsonObject | null {
    return this.bodies(step)[0] ?? null;
  }

  params(step: string): Readonly<Record<string, string>> {
    return this.#exchanges.find((one) => one.step === step)?.params ?? {};
  }

  /** The attachments in a replica's data. */
  attachments(step: string): readonly JsonObject[] {
    const layers = asArray(pick(this.body(step) ?? {}, 'layers')).filter(isObject);
    return layers.flatMap((layer) => asArray(pick(layer, 'attachments')).filter(isObject));
  }
}

/** A result of an edit, and where it was found. */
export interface Found {
  readonly place: 'editResults' | 'editsResults' | 'inEdits' | 'inFeatures';
  readonly ofAttachment: boolean;
  readonly body: JsonObject;
}

/** Every result in a reply. */
export function results(reply: JsonObject | null): readonly Found[] {
  if (reply === null) return [];
  const entries = (name: string): readonly JsonObject[] => asArray(pick(reply, name)).filter(isObject);
  const groups = ['addResults', 'updateResults', 'deleteResults'];
  const found = (place: Found['place'], holder: unknown, ofAttachment = false): readonly Found[] =>
    isObject(holder)
      ? groups
          .flatMap((name) => asArray(pick(holder, name)).filter(isObject))
          .map((body) => ({ place, ofAttachment, body }))
      : [];
  const lists = (['editResults', 'editsResults'] as const).flatMap((name) =>
    entries(name).flatMap((entry) => [...found(name, entry), ...found(name, pick(entry, 'attachments'), true)]),
  );
  const inside = entries('edits').flatMap((entry) => [
    ...found('inEdits', entry),
    ...found('inFeatures', pick(entry, 'features')),
    ...found('inEdits', pick(entry, 'attachments'), true),
  ]);
  return [...lists, ...inside];
}

/** A text that is not empty, under exactly this key. */
export function text(body: JsonObject, key: string): string | null {
  const value = asString(body[key]);
  return value === undefined || value === '' ? null : value;
}

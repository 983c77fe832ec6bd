/** What every scenario is given: a fresh profile, the data and where they are served, and what is asked for. */
import type { Profile } from '../browser/profile.js';
import { Model, nameOf, type Changes, type DataSet } from '../data/model.js';
import type { BenchServer, Published } from '../server/serve.js';

export type Wish = 'load' | 'viewport' | 'open' | 'edits' | 'sync' | 'compaction' | 'photos' | 'video' | 'handle';

export const WISHES: readonly Wish[] = [
  'load',
  'viewport',
  'open',
  'edits',
  'sync',
  'compaction',
  'photos',
  'video',
  'handle',
];

/** The models of all layers, made once a run. */
export class Library {
  readonly #server: BenchServer;
  readonly #models = new Map<string, Model>();
  readonly #changed = new Map<string, { readonly model: Model; readonly changes: Changes }>();

  constructor(server: BenchServer) {
    this.#server = server;
  }

  model(data: DataSet): Model {
    const name = nameOf(data);
    const model = this.#models.get(name) ?? new Model(data);
    this.#models.set(name, model);
    return model;
  }

  /** The layer after the delta. */
  changedModel(data: DataSet): Model {
    return this.#change(data).model;
  }

  /** Where the layer is served; with `changes` its service has a delta for the first sync. */
  source(data: DataSet, changes: boolean): Promise<Published> {
    return this.#server.publish(data, changes ? this.#change(data).changes : undefined);
  }

  #change(data: DataSet): { readonly model: Model; readonly changes: Changes } {
    const known = this.#changed.get(nameOf(data));
    if (known) return known;
    const model = new Model(data);
    const made = { model, changes: model.receive() };
    this.#changed.set(nameOf(data), made);
    return made;
  }
}

export interface Scene {
  readonly library: Library;
  readonly profile: Profile;
  readonly wants: ReadonlySet<Wish>;
}

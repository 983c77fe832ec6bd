/** What a person has before them: a layer, its features as this device has them, one of them under edit. */
import { changedAttributes, draftOf, isChanged, moved, newDraft, withText, type Draft } from './draft.js';
import { attributeOf } from './field-values.js';
import { found, PAGE_LENGTH, pageCount, titleOf, type Wanted } from './features.js';
import { toGlobalId, toWireId } from './library.js';
import type { Attributes, GlobalId, LayerSchema, LocalEditResults, LocalFeature, SyncController } from './library.js';
import { movedTo, shapeAt, type Spot } from './places.js';
import { linksOf, relatedRows, type Link } from './related.js';

export interface Note {
  readonly kind: 'info' | 'error';
  readonly text: string;
}

export class Workspace {
  layerId: number = 0;
  wanted: Wanted = { text: '', pendingOnly: false };
  page: number = 0;
  draft: Draft | null = null;
  /** What happened last, in words. */
  note: Note | null = null;
  /** The next press on the map is where the feature under edit belongs. */
  isPlacing: boolean = false;
  /** Hears when another feature is chosen. */
  onSelect: () => void = () => undefined;
  readonly controller: SyncController;
  readonly #onChange: () => void;
  #features: ReadonlyMap<number, readonly LocalFeature[]> = new Map();
  #loading: Promise<void> | null = null;
  #loadAgain = false;
  /** The last feature looked at in each layer, by which a related row knows its parent. */
  readonly #lastSeen = new Map<number, GlobalId>();

  constructor(controller: SyncController, onChange: () => void) {
    this.controller = controller;
    this.#onChange = onChange;
    controller.addEventListener('gdb-edits-change', () => void this.load());
    controller.addEventListener('gdb-sync-status-change', ({ detail }) => {
      // "Not sent yet" is not true any more.
      if (detail.state.sync.kind.startsWith('completed')) this.note = null;
      this.#onChange();
      if (this.layers.length > 0 !== this.#features.size > 0) void this.load();
    });
    controller.addEventListener('gdb-sync-progress', this.#onChange);
    controller.addEventListener('gdb-edit-error', () => void this.load());
  }

  /** The layers on this device; none before the area is. */
  get layers(): readonly LayerSchema[] {
    return this.controller.state.geodatabase?.layers ?? [];
  }

  get layer(): LayerSchema | undefined {
    return this.layers.find(({ layerId }) => layerId === this.layerId) ?? this.layers[0];
  }

  featuresOf(layerId: number): readonly LocalFeature[] {
    return this.#features.get(layerId) ?? [];
  }

  feature(layerId: number, globalId: GlobalId): LocalFeature | undefined {
    return this.featuresOf(layerId).find((feature) => feature.globalId === globalId);
  }

  /** The feature under edit as it is kept; undefined while there is none, or it is new. */
  get selected(): LocalFeature | undefined {
    const { draft } = this;
    return draft?.globalId ? this.feature(draft.layer.layerId, draft.globalId) : undefined;
  }

  get found(): readonly LocalFeature[] {
    const { layer } = this;
    return layer === undefined ? [] : found(layer, this.featuresOf(layer.layerId), this.wanted);
  }

  /** Reads all layers again: what the demo serves is small. Resolves when what is there now has been read. */
  load(): Promise<void> {
    this.#loadAgain = true;
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    try {
      while (this.#loadAgain) {
        this.#loadAgain = false;
        await this.#loadOnce();
      }
    } catch (error) {
      this.say('error', `The features could not be read: ${wordsOf(error)}`);
    } finally {
      this.#loading = null;
    }
  }

  async #loadOnce(): Promise<void> {
    const sets = await Promise.all(
      this.layers.map(
        async ({ layerId }) => [layerId, (await this.controller.queryFeatures(layerId)).features] as const,
      ),
    );
    this.#features = new Map(sets);
    this.#refreshDraft();
    this.#onChange();
  }

  /** What is under edit follows what is kept, but never over what someone typed. */
  #refreshDraft(): void {
    const { draft } = this;
    if (draft === null || draft.globalId === null || isChanged(draft)) return;
    const feature = this.feature(draft.layer.layerId, draft.globalId);
    this.draft = feature === undefined ? null : draftOf(draft.layer, feature);
    if (feature === undefined) this.say('info', 'The feature is gone: it was deleted.');
  }

  open(layerId: number): void {
    this.layerId = layerId;
    this.page = 0;
    this.draft = null;
    this.note = null;
    this.#onChange();
  }

  look(wanted: Partial<Wanted>): void {
    this.wanted = { ...this.wanted, ...wanted };
    this.page = 0;
    this.#onChange();
  }

  turn(page: number): void {
    this.page = Math.min(Math.max(page, 0), pageCount(this.found.length) - 1);
    this.#onChange();
  }

  /** False when the feature is not on this device. */
  select(layerId: number, id: string): boolean {
    const globalId = toGlobalId(id);
    const layer = this.layers.find((one) => one.layerId === layerId);
    const feature = this.feature(layerId, globalId);
    if (layer === undefined || feature === undefined) return false;
    this.layerId = layerId;
    this.draft = draftOf(layer, feature);
    this.note = null;
    this.#lastSeen.set(layerId, globalId);
    if (!this.found.includes(feature)) this.wanted = { text: '', pendingOnly: false };
    this.page = Math.floor(this.found.indexOf(feature) / PAGE_LENGTH);
    this.isPlacing = false;
    this.#onChange();
    this.onSelect();
    return true;
  }

  close(): void {
    this.draft = null;
    this.#onChange();
  }

  /** What rows of the open layer belong to, if anything. */
  get parentLink(): Link | null {
    const { layer } = this;
    return (layer && linksOf(layer, this.layers).find(({ kind }) => kind === 'parent')) ?? null;
  }

  /** The feature that a new row of the open layer belongs to: the last one looked at. */
  get parent(): LocalFeature | null {
    const link = this.parentLink;
    const globalId = link === null ? undefined : this.#lastSeen.get(link.layer.layerId);
    return link && globalId !== undefined ? (this.feature(link.layer.layerId, globalId) ?? null) : null;
  }

  /** A new feature at a spot, kept only when it is saved. */
  startNew(spot: Spot, size: number): void {
    const { layer, parent, parentLink } = this;
    if (layer === undefined) return;
    const known: Attributes =
      parent === null || parentLink === null ? {} : { [parentLink.key]: toWireId(parent.globalId) };
    this.draft = newDraft(layer, shapeAt(layer.geometryType, spot, size), known);
    this.isPlacing = this.draft.geometry !== null;
    this.note = null;
    this.#onChange();
  }

  /** A new row of a related table, of the feature under edit. */
  startRelated(layerId: number): void {
    this.layerId = layerId;
    this.page = 0;
    this.startNew({ x: 0, y: 0 }, 0);
  }

  get related(): ReturnType<typeof relatedRows> {
    const { draft } = this;
    return draft?.globalId
      ? relatedRows(draft.layer, this.layers, { of: draft.globalId, rows: (id) => this.featuresOf(id) })
      : [];
  }

  type(name: string, text: string): void {
    if (this.draft === null) return;
    this.draft = withText(this.draft, name, text);
    this.note = null;
    this.#onChange();
  }

  place(spot: Spot): void {
    if (this.draft === null || this.draft.geometry === null) return;
    this.draft = moved(this.draft, movedTo(this.draft.geometry, spot));
    this.#onChange();
  }

  setPlacing(isPlacing: boolean): void {
    this.isPlacing = isPlacing;
    this.#onChange();
  }

  /** Back to what is kept. */
  undo(): void {
    const { draft, selected } = this;
    this.isPlacing = false;
    this.draft = draft && selected ? draftOf(draft.layer, selected) : null;
    this.note = null;
    this.#onChange();
  }

  async save(): Promise<void> {
    const { draft } = this;
    if (draft === null || !isChanged(draft)) return;
    const { layer, geometry } = draft;
    const attributes = changedAttributes(draft);
    const place = geometry !== null && (draft.isMoved || draft.globalId === null) ? { geometry } : {};
    const isNew = draft.globalId === null;
    const edit = isNew
      ? { adds: [{ attributes: { ...draft.before, ...attributes }, ...place }] }
      : { updates: [{ attributes: { [layer.globalIdField]: draft.globalId, ...attributes }, ...place }] };
    const globalId = await this.#apply(layer, edit);
    if (globalId === null) return;
    this.draft = null;
    await this.load();
    this.select(layer.layerId, globalId);
    this.say('info', isNew ? 'Added on this device. Not sent yet.' : 'Kept on this device. Not sent yet.');
  }

  async remove(): Promise<void> {
    const { draft, selected } = this;
    if (draft === null || selected === undefined) return;
    const title = titleOf(draft.layer, selected);
    if ((await this.#apply(draft.layer, { deletes: [selected.globalId] })) === null) return;
    this.draft = null;
    await this.load();
    this.say('info', `${title} is deleted on this device. Not sent yet.`);
  }

  async #apply(layer: LayerSchema, edits: Parameters<SyncController['applyEdits']>[1]): Promise<GlobalId | null> {
    try {
      const result = onlyResult(await this.controller.applyEdits(layer.layerId, edits));
      if (result?.success === true && result.globalId !== null) return result.globalId;
      this.say('error', `Not kept: ${result?.error?.description ?? 'the edit was refused.'}`);
    } catch (error) {
      this.say('error', `Not kept: ${wordsOf(error)}`);
    }
    return null;
  }

  say(kind: Note['kind'], text: string): void {
    this.note = { kind, text };
    this.#onChange();
  }

  /** The parent's title where a field is the key to it. */
  parentTitle(layer: LayerSchema, name: string, attributes: Attributes): string | null {
    const link = linksOf(layer, this.layers).find((one) => one.kind === 'parent' && one.key === name);
    const key = attributeOf(attributes, name);
    const parent = link && typeof key === 'string' && this.feature(link.layer.layerId, toGlobalId(key));
    return link && parent ? titleOf(link.layer, parent) : null;
  }
}

function onlyResult(results: LocalEditResults): LocalEditResults['addResults'][number] | undefined {
  return [...results.addResults, ...results.updateResults, ...results.deleteResults][0];
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

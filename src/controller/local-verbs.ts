/** The verbs of a controller for what is on this device: edits, queries, attachments, conflicts. Each hands over to whoever does the work. */
import type { ConflictChoice } from '../shared/conflicts.js';
import type { GlobalId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type {
  DistinctQuery,
  EditChoice,
  EditOptions,
  FeatureQuery,
  LocalEditResults,
  LocalEdits,
  LocalExtent,
  LocalFeature,
  LocalFeatureSet,
  LocalRecordSet,
  RowFilter,
  StatisticsQuery,
  UnsentFeature,
} from '../shared/queries.js';
import type { AttachmentRecord, EditEntry } from '../shared/records.js';
import type { Assembled } from './assemble.js';
import type { FeatureStatus } from './feature-status.js';
import type { Thumbnail } from './thumbnails.js';
import type { AddAttachmentOptions, ControllerState, StreamOptions } from './types.js';

export abstract class LocalVerbs extends EventTarget {
  abstract get state(): ControllerState;

  /** Everything at work, once this device has opened what it has. Rejects as `ready` does; tries again what could not be fetched. */
  protected abstract opened(): Promise<Assembled>;

  async applyEdits(layerId: number, edits: LocalEdits, options: EditOptions = {}): Promise<LocalEditResults> {
    return (await this.opened()).local.applyEdits(layerId, edits, options);
  }

  async pendingEdits(layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]> {
    return (await this.opened()).local.pendingEdits(layerId, globalId);
  }

  async featureStatus(layerId: number, globalId: GlobalId): Promise<FeatureStatus | null> {
    return (await this.opened()).local.featureStatus(layerId, globalId);
  }

  async unsentFeatures(): Promise<readonly UnsentFeature[]> {
    const { queries } = await this.opened();
    return this.state.geodatabase === null ? [] : queries().unsent(this.state.geodatabase.layers);
  }

  async undoEdit(layerId: number, globalId: GlobalId, choice: EditChoice = {}): Promise<EditEntry> {
    return (await this.opened()).local.undoEdit(layerId, globalId, choice);
  }

  async queryFeatures(layerId: number, query: FeatureQuery = {}): Promise<LocalFeatureSet> {
    return (await this.opened()).queries().features(layerId, query);
  }

  async queryFeatureCount(layerId: number, query: RowFilter = {}): Promise<number> {
    return (await this.opened()).queries().count(layerId, query);
  }

  async queryObjectIds(layerId: number, query: FeatureQuery = {}): Promise<readonly number[]> {
    return (await this.opened()).queries().objectIds(layerId, query);
  }

  async queryGlobalIds(layerId: number, query: FeatureQuery = {}): Promise<readonly GlobalId[]> {
    return (await this.opened()).queries().globalIds(layerId, query);
  }

  async queryExtent(layerId: number, query: RowFilter = {}): Promise<LocalExtent> {
    return (await this.opened()).queries().extent(layerId, query);
  }

  async queryStatistics(layerId: number, query: StatisticsQuery): Promise<LocalRecordSet> {
    return (await this.opened()).queries().statistics(layerId, query);
  }

  async queryDistinctValues(layerId: number, query: DistinctQuery): Promise<LocalRecordSet> {
    return (await this.opened()).queries().distinctValues(layerId, query);
  }

  async *streamFeatures(
    layerId: number,
    query: FeatureQuery = {},
    options: StreamOptions = {},
  ): AsyncGenerator<readonly LocalFeature[], void, undefined> {
    yield* (await this.opened()).queries().stream(layerId, query, options);
  }

  async addAttachment(
    layerId: number,
    globalId: GlobalId,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    return (await this.opened()).local.putAttachment({ layerId, globalId, attachmentGlobalId: null }, file, options);
  }

  async updateAttachment(
    attachment: AttachmentRecord,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    const { layerId, parentGlobalId, globalId } = attachment;
    return (await this.opened()).local.putAttachment(
      { layerId, globalId: parentGlobalId, attachmentGlobalId: globalId },
      file,
      options,
    );
  }

  async deleteAttachments(
    layerId: number,
    globalId: GlobalId,
    attachmentGlobalIds: readonly GlobalId[],
  ): Promise<void> {
    return (await this.opened()).local.deleteAttachments(layerId, globalId, attachmentGlobalIds);
  }

  async readDefinition(layerId: number | null): Promise<JsonObject | null> {
    return (await this.opened()).engine.local.readDefinition(layerId);
  }

  async findAttachment(layerId: number, globalId: GlobalId): Promise<AttachmentRecord | null> {
    return (await this.opened()).local.findAttachment(layerId, globalId);
  }

  async queryAttachments(layerId: number, globalIds: readonly GlobalId[]): Promise<readonly AttachmentRecord[]> {
    return (await this.opened()).local.queryAttachments(layerId, globalIds);
  }

  async readAttachment(attachment: AttachmentRecord, options: { readonly signal?: AbortSignal } = {}): Promise<Blob> {
    return (await this.opened()).local.readAttachment(attachment, options.signal);
  }

  async readThumbnail(attachment: AttachmentRecord): Promise<Thumbnail> {
    return (await this.opened()).local.readThumbnail(attachment);
  }

  async streamAttachment(attachment: AttachmentRecord): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    return (await this.opened()).local.streamAttachment(attachment);
  }

  async resolveConflict(layerId: number, globalId: GlobalId, choice: ConflictChoice): Promise<void> {
    return (await this.opened()).local.resolveConflict(layerId, globalId, choice);
  }

  async dismissConflict(layerId: number, globalId: GlobalId): Promise<void> {
    return (await this.opened()).local.dismissConflict(layerId, globalId);
  }
}

/**
 * The store's port in memory, for stories about the sync alone. It obeys the port: what a stale holder writes is refused, outcomes and downloads
 * change everything or nothing, and every write is noted in order. `edit`, `photo` and `delete...` are the person at the page.
 */
import { GdbError } from '../../../src/shared/errors.js';
import type { Feature, KeyedFeature } from '../../../src/shared/esri.js';
import type { GlobalId } from '../../../src/shared/ids.js';
import { PART_SIZE } from '../../../src/shared/parts.js';
import type {
  Attempt,
  AttachmentRecord,
  EditIssue,
  GeodatabaseRecord,
  Generations,
  NewAttempt,
  Operation,
  PendingEdit,
  SyncReceipt,
  UploadProgress,
} from '../../../src/shared/records.js';
import type {
  BodyRest,
  DownloadCommit,
  DownloadSummary,
  EditOutcome,
  StagedLayer,
  StoreInfo,
  StorePort,
} from '../../../src/sync/ports.js';
import { TREES, geodatabase, id } from './samples.js';

type Method = keyof StorePort;

interface Download {
  readonly staged: StagedLayer[];
  readonly body: ArrayBuffer[];
}

export class MemoryStore implements StorePort {
  geodatabase: GeodatabaseRecord | null = geodatabase;
  operation: Operation | null = null;
  epoch = 0;
  heartbeatAt = 0;
  log: PendingEdit[] = [];
  issues: EditIssue[] = [];
  attempts: Attempt[] = [];
  receipts: SyncReceipt[] = [];
  damagedLayerIds: readonly number[] = [];
  waiting: StoreInfo['waiting'] = [];
  givenUp: readonly GlobalId[] = [];
  /** Every outcome ever recorded. */
  readonly recorded: EditOutcome[] = [];
  /** What the server had when last seen, by layer and GlobalID. */
  readonly rows = new Map<string, Feature>();
  readonly attachments = new Map<GlobalId, AttachmentRecord>();
  readonly parts = new Map<string, ArrayBuffer>();
  readonly #journal: (entry: string) => void;
  readonly #failures = new Map<Method, Error[]>();
  readonly #downloads = new Map<number, Download>();
  #lastId = 0;

  constructor(journal: (entry: string) => void) {
    this.#journal = journal;
  }

  /** The next call of this method rejects. */
  failNext(method: Method, error: Error): void {
    this.#failures.set(method, [...(this.#failures.get(method) ?? []), error]);
  }

  #called(method: Method, epoch?: number): void {
    this.#journal(method);
    const failure = this.#failures.get(method)?.shift();
    if (failure !== undefined) throw failure;
    if (epoch !== undefined && epoch !== this.epoch) throw new GdbError('stale-holder', 'Another holder took over.');
  }

  // ---------------------------------------------------------------- the person at the page

  /** Edits as they were made here, in the order of the log. */
  edit(...edits: readonly PendingEdit[]): void {
    this.log = [...this.log, ...edits].sort((a, b) => a.seq - b.seq);
  }

  /** A photograph on this device: its record, and one byte a part. The edit that makes it pending is added apart. */
  photo(n: number, parent: number, more: Partial<AttachmentRecord> = {}): AttachmentRecord {
    const record: AttachmentRecord = {
      layerId: TREES,
      parentGlobalId: id(parent),
      globalId: id(n),
      attachmentId: null,
      name: `photo-${n}.jpg`,
      contentType: 'image/jpeg',
      size: 1,
      keywords: '',
      partHashes: ['00'],
      contentVersion: 1,
      partCount: 1,
      state: { kind: 'pending', operation: 'attachAdd' },
      upload: { kind: 'none' },
      url: null,
      ...more,
    };
    this.attachments.set(record.globalId, record);
    for (let no = 0; no < record.partCount; no += 1)
      this.parts.set(`${record.globalId}/${record.contentVersion}/${no}`, new Uint8Array([no]).buffer);
    return record;
  }

  get openAttempt(): Attempt | undefined {
    return this.attempts[0];
  }

  get seqs(): readonly number[] {
    return this.log.map((edit) => edit.seq);
  }

  // ---------------------------------------------------------------- the port

  async info(): Promise<StoreInfo> {
    return {
      storeInstance: 's1',
      geodatabase: this.geodatabase,
      operation: this.operation,
      pending: {
        features: this.log.length,
        attachments: 0,
        attachmentBytes: 0,
        refused: this.issues.length,
        conflicts: 0,
      },
      issues: this.issues,
      rev: 0,
      epoch: this.epoch,
      heartbeatAt: this.heartbeatAt,
      editUsers: [...new Set(this.log.map((edit) => edit.user))],
      waiting: this.waiting,
      damagedLayerIds: this.damagedLayerIds,
      givenUp: this.givenUp,
    };
  }

  async takeHold(now: number): Promise<number> {
    this.#called('takeHold');
    this.heartbeatAt = now;
    this.epoch += 1;
    return this.epoch;
  }

  async heartbeat(epoch: number, now: number): Promise<void> {
    this.#called('heartbeat', epoch);
    this.heartbeatAt = now;
  }

  async setOperation(epoch: number, operation: Operation | null): Promise<void> {
    this.#called('setOperation', epoch);
    this.operation = operation;
  }

  async openAttempts(): Promise<readonly Attempt[]> {
    return this.attempts;
  }

  async beginAttempt(epoch: number, attempt: NewAttempt): Promise<number> {
    this.#called('beginAttempt', epoch);
    const made: Attempt = { ...attempt, id: (this.#lastId += 1) };
    this.attempts = [...this.attempts, made];
    return made.id;
  }

  async updateAttempt(...[epoch, attemptId, patch]: Parameters<StorePort['updateAttempt']>): Promise<void> {
    this.#called('updateAttempt', epoch);
    if (!this.attempts.some((attempt) => attempt.id === attemptId))
      throw new GdbError('invalid-argument', 'No such attempt.');
    this.attempts = this.attempts.map((attempt) => (attempt.id === attemptId ? { ...attempt, ...patch } : attempt));
  }

  async settleAttempt(epoch: number, attemptId: number): Promise<void> {
    this.#called('settleAttempt', epoch);
    this.#close(attemptId);
  }

  #close(attemptId: number | null): void {
    this.attempts = this.attempts.filter((attempt) => attempt.id !== attemptId);
  }

  async lastSeq(): Promise<number> {
    return this.log.at(-1)?.seq ?? 0;
  }

  async readBatch(batch: Parameters<StorePort['readBatch']>[0]): Promise<readonly PendingEdit[]> {
    return this.log
      .filter((edit) => batch.layerIds.includes(edit.layerId) && edit.seq <= batch.throughSeq)
      .map((edit) => ({ ...edit, base: this.rows.get(keyOf(edit)) ?? edit.base }));
  }

  async recordOutcomes(epoch: number, record: Parameters<StorePort['recordOutcomes']>[1]): Promise<void> {
    this.#called('recordOutcomes', epoch);
    for (const outcome of record.outcomes) {
      const edits = this.log.filter((edit) => outcome.seqs.includes(edit.seq));
      if (edits.length === 0) continue;
      this.recorded.push(outcome);
      if (outcome.kind === 'replace') {
        this.log = this.log.map((edit) => (edits.includes(edit) ? { ...edit, operation: 'attachUpdate' } : edit));
        continue;
      }
      this.log = this.log.filter((edit) => !edits.includes(edit));
      if (outcome.kind === 'refused') this.#keepAsIssue(outcome, edits, record.now);
      if (outcome.kind === 'sent') this.#sent(outcome);
    }
    if (record.settle) this.#close(record.attemptId);
  }

  #keepAsIssue(outcome: Extract<EditOutcome, { kind: 'refused' }>, edits: readonly PendingEdit[], at: number): void {
    const { kind: _kind, seqs: _seqs, ...facts } = outcome;
    const issue = { id: (this.#lastId += 1), layerName: 'Trees', title: '', at, edits, ...facts };
    this.issues = [...this.issues, issue];
  }

  #sent(outcome: Extract<EditOutcome, { kind: 'sent' }>): void {
    if (outcome.attachmentGlobalId !== undefined) {
      const record = this.attachments.get(outcome.attachmentGlobalId);
      if (record === undefined) return;
      const state = { kind: 'received', bytesHere: true } as const;
      this.attachments.set(record.globalId, { ...record, state, attachmentId: outcome.objectId });
    } else if (outcome.row === null) this.rows.delete(keyOf(outcome));
    else this.rows.set(keyOf(outcome), outcome.row);
  }

  async settleDependants({ epoch }: { readonly epoch: number | null }): Promise<number> {
    if (epoch !== null && epoch !== this.epoch) throw new GdbError('stale-holder', 'Another holder took over.');
    return 0;
  }

  async beginDownload(epoch: number): Promise<number> {
    this.#called('beginDownload', epoch);
    this.#downloads.set((this.#lastId += 1), { staged: [], body: [] });
    return this.#lastId;
  }

  async feed(epoch: number, downloadId: number, bytes: ArrayBuffer): Promise<void> {
    this.#called('feed', epoch);
    this.#download(downloadId).body.push(bytes);
  }

  /** Understands what the tests send: `edits`, with rows under `features.adds`. */
  async endOfBody(epoch: number, downloadId: number): Promise<BodyRest> {
    this.#called('endOfBody', epoch);
    const { body, staged } = this.#download(downloadId);
    const reply = JSON.parse(await new Blob(body).text()) as {
      readonly edits: { readonly id: number; readonly features: { adds: (KeyedFeature | null)[] } }[];
    };
    for (const { id, features } of reply.edits) {
      const rows = features.adds.filter((row) => row !== null);
      staged.push({ layerId: id, rows, deleteIds: [], attachments: [], attachmentDeleteIds: [] });
      features.adds = [null];
    }
    return { rest: JSON.stringify(reply), rows: [] };
  }

  async stage(epoch: number, downloadId: number, layers: readonly StagedLayer[]): Promise<void> {
    this.#called('stage', epoch);
    this.#download(downloadId).staged.push(...layers);
  }

  async commitDownload(epoch: number, downloadId: number, commit: DownloadCommit): Promise<DownloadSummary> {
    this.#called('commitDownload', epoch);
    const taken = new Map(commit.take.map(({ layerId, mode }) => [layerId, mode]));
    const staged = this.#download(downloadId).staged.filter(({ layerId }) => taken.has(layerId));
    const record = commit.geodatabase === undefined ? this.geodatabase : { ...commit.geodatabase, lastSyncAt: null };
    if (record === null) throw new GdbError('no-geodatabase', 'There is none.');
    const generations =
      commit.generations === null ? record.generations : moved(record.generations, commit.generations);
    this.geodatabase = { ...record, generations, lastSyncAt: commit.lastSyncAt ?? record.lastSyncAt };
    this.damagedLayerIds = this.damagedLayerIds.filter((layerId) => taken.get(layerId) !== 'replace');
    for (const key of [...this.rows.keys()])
      if (taken.get(Number(key.split('/')[0])) === 'replace') this.rows.delete(key);
    for (const { layerId, rows, deleteIds, attachments } of staged) {
      for (const { globalId, ...row } of rows) this.rows.set(keyOf({ layerId, globalId }), row);
      for (const globalId of deleteIds) this.rows.delete(keyOf({ layerId, globalId }));
      for (const { data: _data, ...change } of attachments) this.#receive(layerId, change);
    }
    this.#close(commit.settleAttempt);
    this.#downloads.delete(downloadId);
    const count = (of: (layer: StagedLayer) => readonly unknown[]): number => staged.flatMap(of).length;
    return {
      features: count((layer) => layer.rows),
      deletes: count((layer) => layer.deleteIds),
      attachments: count((layer) => layer.attachments),
      conflicts: [],
    };
  }

  #receive(layerId: number, change: Omit<StagedLayer['attachments'][number], 'data'>): void {
    const state = { kind: 'received', bytesHere: false } as const;
    const content = { contentVersion: 1, partHashes: [], partCount: 0, upload: { kind: 'none' } } as const;
    this.attachments.set(change.globalId, { layerId, ...change, ...content, state });
  }

  async dropDownload(epoch: number, downloadId: number): Promise<void> {
    this.#called('dropDownload', epoch);
    this.#downloads.delete(downloadId);
  }

  #download(downloadId: number): Download {
    const download = this.#downloads.get(downloadId);
    if (download === undefined) throw new GdbError('invalid-argument', 'There is no such download.');
    return download;
  }

  async dropContent(...[epoch, { globalId, contentVersion }]: Parameters<StorePort['dropContent']>): Promise<void> {
    this.#called('dropContent', epoch);
    for (const name of [...this.parts.keys()])
      if (name.startsWith(`${globalId}/${contentVersion}/`)) this.parts.delete(name);
  }

  async beginContent(epoch: number): Promise<number> {
    this.#called('beginContent', epoch);
    return ++this.#lastId;
  }

  async writeContentPart(...[epoch, key, partNo, bytes]: Parameters<StorePort['writeContentPart']>): Promise<void> {
    this.#called('writeContentPart', epoch);
    this.parts.set(`${key.globalId}/${key.contentVersion}/${partNo}`, bytes);
  }

  async attachmentsByGlobalId(
    layerId: number,
    keys: Parameters<StorePort['attachmentsByGlobalId']>[1],
  ): Promise<readonly AttachmentRecord[]> {
    return keys
      .flatMap(({ globalId }) => this.attachments.get(globalId) ?? [])
      .filter((one) => one.layerId === layerId);
  }

  async attachmentsToFetch(limit: number): Promise<readonly AttachmentRecord[]> {
    const isMissing = ({ state }: AttachmentRecord): boolean => state.kind === 'received' && !state.bytesHere;
    return [...this.attachments.values()].filter(isMissing).slice(0, limit);
  }

  async readPart(globalId: GlobalId, contentVersion: number, partNo: number): Promise<ArrayBuffer> {
    const part = this.parts.get(`${globalId}/${contentVersion}/${partNo}`);
    if (part === undefined) throw new GdbError('attachment-not-found', 'This part is not on this device.');
    return part;
  }

  async saveUpload(epoch: number, key: { readonly globalId: GlobalId }, upload: UploadProgress): Promise<void> {
    this.#called('saveUpload', epoch);
    const record = this.attachments.get(key.globalId);
    if (record === undefined) throw new GdbError('attachment-not-found', 'It is not on this device any more.');
    this.attachments.set(key.globalId, { ...record, upload });
  }

  async writeFetchedPart(...[epoch, key, partNo, bytes]: Parameters<StorePort['writeFetchedPart']>): Promise<void> {
    this.#called('writeFetchedPart', epoch);
    this.parts.set(`${key.globalId}/${key.contentVersion}/${partNo}`, bytes);
  }

  async fetchedParts({ globalId, contentVersion }: Parameters<StorePort['fetchedParts']>[0]): Promise<number> {
    let count = 0;
    while (this.parts.get(`${globalId}/${contentVersion}/${count}`)?.byteLength === PART_SIZE) count += 1;
    return count;
  }

  async commitFetched(...[epoch, key, content]: Parameters<StorePort['commitFetched']>): Promise<void> {
    this.#called('commitFetched', epoch);
    const record = this.attachments.get(key.globalId);
    if (record === undefined) return;
    this.attachments.set(key.globalId, { ...record, ...content, state: { kind: 'received', bytesHere: true } });
  }

  async addReceipt(epoch: number, receipt: SyncReceipt): Promise<void> {
    this.#called('addReceipt', epoch);
    this.receipts.push(receipt);
  }

  async clear(epoch: number, options: { readonly force: boolean }): Promise<void> {
    this.#called('clear', epoch);
    if (!options.force && this.log.length > 0) throw new GdbError('pending-edits', 'Edits are not sent.');
    this.geodatabase = null;
    this.log = [];
    this.issues = [];
    this.attempts = [];
    this.rows.clear();
    this.attachments.clear();
  }
}

function keyOf(of: { readonly layerId: number; readonly globalId: GlobalId }): string {
  return `${of.layerId}/${of.globalId}`;
}

function moved(from: Generations, to: Generations): Generations {
  if (from.kind !== 'perLayer' || to.kind !== 'perLayer') return to;
  return { kind: 'perLayer', byLayer: { ...from.byLayer, ...to.byLayer } };
}

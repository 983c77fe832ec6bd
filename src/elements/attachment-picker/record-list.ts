import type { ReactiveControllerHost } from 'lit';
import type { FeatureStatus, SyncController } from '../../controller/types.js';
import { toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { Destination } from './storing-files.js';

/** The attachments of one feature as this device knows them, kept fresh, in an order that does not jump. */
export class RecordList {
  /** Why the device could not be asked; what it said before stays. */
  problem: ErrorSummary | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #beforeShown: () => Promise<void>;
  #destination: Destination | undefined;
  #records: readonly AttachmentRecord[] = [];
  readonly #order = new Map<string, number>();
  readonly #stored = new Map<string, { readonly key: string; readonly contentVersion: number }>();
  #row: FeatureStatus['row'] | null = null;
  #asked = 0;
  #isLoaded = false;
  #isUnknown = false;

  /** @param beforeShown awaited before fresh records are shown */
  constructor(host: ReactiveControllerHost, beforeShown: () => Promise<void>) {
    this.#host = host;
    this.#beforeShown = beforeShown;
  }

  get records(): readonly AttachmentRecord[] {
    return this.#records;
  }

  /** Where the feature itself stands; null while that is not known. */
  get row(): FeatureStatus['row'] | null {
    return this.#row;
  }

  /** The device does not know the feature. */
  get isUnknown(): boolean {
    return this.#isLoaded && this.#isUnknown;
  }

  /** What the feature has is not known yet. */
  get isLooking(): boolean {
    return this.#destination !== undefined && !this.#isLoaded && this.problem === null;
  }

  /** False until the device was asked once. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** It was of the feature that is shown, and the device has it no more. */
  isGone({ globalId, parentGlobalId }: AttachmentRecord): boolean {
    const isShown = this.#isLoaded && this.#destination?.globalId === parentGlobalId;
    return isShown && !this.#records.some((record) => record.globalId === globalId);
  }

  /** It belongs, or did belong, to the feature that is shown. */
  isOf({ layerId, parentGlobalId }: AttachmentRecord, controller: SyncController): boolean {
    const shown = this.#destination;
    return shown?.controller === controller && shown.layerId === layerId && shown.globalId === parentGlobalId;
  }

  /** Shows another feature, or none. */
  follow(destination: Destination | undefined): void {
    const known = this.#destination;
    if (
      known?.controller === destination?.controller &&
      known?.layerId === destination?.layerId &&
      known?.globalId === destination?.globalId
    )
      return;
    this.#destination = destination;
    this.#records = [];
    this.#row = null;
    this.problem = null;
    this.#isLoaded = false;
    void this.refresh();
  }

  /** Asks the device again. A slow answer never replaces a newer one. */
  async refresh(): Promise<void> {
    const destination = this.#destination;
    this.#asked += 1;
    const asked = this.#asked;
    if (destination === undefined) return;
    const { controller, layerId, globalId } = destination;
    const [records, status] = await Promise.all([
      controller.queryAttachments(layerId, [globalId]).catch(toGdbError),
      controller.featureStatus(layerId, globalId).catch(() => undefined),
    ]);
    await this.#beforeShown();
    if (asked !== this.#asked) return;
    this.problem = 'code' in records ? records : null;
    this.#host.requestUpdate();
    if ('code' in records) return;
    this.#isLoaded = true;
    this.#isUnknown = status === null && records.length === 0;
    this.#row = status?.row ?? null;
    this.#show(records);
  }

  /** A file that was just written keeps the key of its row, and with it its picture and the focus. */
  adopt(key: string, record: AttachmentRecord, controller: SyncController): void {
    this.#stored.set(record.globalId, { key, contentVersion: record.contentVersion });
    if (this.isOf(record, controller) && !this.#records.some(({ globalId }) => globalId === record.globalId))
      this.#show([...this.#records, record]);
  }

  keyOf({ globalId }: AttachmentRecord): string {
    return this.#stored.get(globalId)?.key ?? globalId;
  }

  /** Changes when the content does. */
  versionOf({ globalId, contentVersion }: AttachmentRecord): number {
    return contentVersion - (this.#stored.get(globalId)?.contentVersion ?? 0);
  }

  find(key: string): AttachmentRecord | undefined {
    return this.#records.find((record) => this.keyOf(record) === key);
  }

  /** Those of the server first, in its order; then in the order in which they were seen. */
  #show(records: readonly AttachmentRecord[]): void {
    const first = [...records].sort((a, b) => (a.attachmentId ?? Infinity) - (b.attachmentId ?? Infinity) || 0);
    for (const { globalId } of first) if (!this.#order.has(globalId)) this.#order.set(globalId, this.#order.size);
    this.#records = first.sort((a, b) => (this.#order.get(a.globalId) ?? 0) - (this.#order.get(b.globalId) ?? 0));
    this.#host.requestUpdate();
  }
}

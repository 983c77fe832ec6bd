/** Refused edits, and what a person can do with them: a part of the controller's face. */
import type { GlobalId } from '../shared/ids.js';
import type { EditError, EditOperation } from '../shared/records.js';
import type { EditCheck } from './edit-check.js';

/** The Runtime SDK's FeatureEditResult with an error, named as its samples name it. */
export interface FeatureEditError {
  /** Key for `retryEdit` and `discardEdit`. */
  readonly id: number;
  readonly layerId: number;
  readonly layerName: string;
  readonly objectId: number | null;
  readonly globalId: GlobalId;
  readonly editOperation: EditOperation;
  /** `add`, `update`, `delete` for features; `addAttachment`, `updateAttachment`, `deleteAttachment` for attachments. */
  readonly editOperationString: string;
  readonly attachmentGlobalId?: GlobalId;
  readonly attachmentName?: string;
  /** Text of the display field, for people. */
  readonly title: string;
  readonly error: EditError;
  /** Epoch ms. */
  readonly at: number;
  /** The feature that this edit names, where that was given up before the service had it: the edit was not sent. It goes once it names another. */
  readonly givenUpParent?: GlobalId;
}

/** The verbs of the controller for refused edits, one or thousands, and for those that would be. */
export interface RefusedEditsVerbs {
  /** Unsettled refused edits of all layers. The same list as long as nothing in it changed. */
  readonly syncErrors: readonly FeatureEditError[];
  /** Sends a refused edit again with the next sync. */
  retryEdit(id: number): Promise<void>;
  /** Gives up a refused edit for good: the row becomes what the service has. */
  discardEdit(id: number): Promise<void>;
  retryEdits(ids: readonly number[]): Promise<void>;
  /**
   * Gives up refused edits so that they can be brought back: they leave `syncErrors` for `discardedEdits`, on disk, and go for good when a sync
   * that begins later ends well, or by `forgetDiscardedEdits()`. Until then their rows show as before. Unsent rows of other layers that name a feature
   * whose add is given up join `syncErrors` (code 9001), and leave it when that is brought back.
   */
  discardEdits(ids: readonly number[]): Promise<void>;
  /** Brings back what `discardEdits` gave up. */
  restoreDiscardedEdits(ids: readonly number[]): Promise<void>;
  /** Makes all that `discardEdits` gave up final. */
  forgetDiscardedEdits(): Promise<void>;
  /** Refused edits that a person gave up, and that can be brought back. */
  readonly discardedEdits: readonly FeatureEditError[];
  /**
   * Unsent edits that the service can be expected to refuse, by what the layers say of their fields: required, length, range, coded values,
   * those of the row's subtype among them, type, dates, editable. Of one layer, or of all. Needs no network. Rules that a layer keeps to itself are not known: an empty answer is no promise.
   */
  validateEdits(layerId?: number): Promise<readonly EditCheck[]>;
}

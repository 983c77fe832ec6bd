/** The part of a controller that the local feature service answers from. A service worker has one without sync. */
import type { ControllerState, SyncController } from '../../controller/types.js';

export type LocalCopy = Pick<
  SyncController,
  | 'ready'
  | 'applyEdits'
  | 'pendingEdits'
  | 'undoEdit'
  | 'queryFeatures'
  | 'queryFeatureCount'
  | 'queryObjectIds'
  | 'queryGlobalIds'
  | 'queryExtent'
  | 'queryStatistics'
  | 'queryDistinctValues'
  | 'readDefinition'
  | 'addAttachment'
  | 'updateAttachment'
  | 'deleteAttachments'
  | 'findAttachment'
  | 'queryAttachments'
  | 'readAttachment'
> & { readonly state: Pick<ControllerState, 'geodatabase' | 'pending' | 'paused' | 'opened'> };

import type { ControllerState } from './types.js';

/** What is known before the engine has opened anything. */
export const INITIAL: ControllerState = {
  sync: { kind: 'idle' },
  elsewhere: false,
  geodatabase: null,
  pending: { features: 0, attachments: 0, attachmentBytes: 0, refused: 0, conflicts: 0 },
  readiness: {
    offlineReady: false,
    attachmentsMissing: 0,
    storagePersisted: null,
    bytesUsed: null,
    bytesFree: null,
    lastVisitAt: null,
    installed: false,
    maybePrivate: false,
    opensOffline: null,
    clockAheadMs: null,
  },
  missingCopy: null,
  photoQuestion: 'none',
  paused: [],
  user: null,
  unavailable: null,
  opened: false,
};

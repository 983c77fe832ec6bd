import type { Message } from '../common/message.js';
import { setupEnglish, type SetupKey } from '../common/words/setup.en.js';
import { statusEnglish, type StatusKey } from '../common/words/status.en.js';

const own = {
  progressName: 'Sync progress',
  pause: 'Pause',
  goOn: 'Go on',
  cancel: 'Cancel',
  tryNow: 'Try now',
  ofBytes: '{done} of {total}',
  failed: 'Sync failed',
  takeFailed: 'Taking offline failed',
  cancelled: 'Cancelled',
  done: 'Sync finished',
  doneRefused: {
    one: 'Sync finished, {count} change refused',
    other: 'Sync finished, {count} changes refused',
  },
  taken: 'The area is on this device',
  removed: 'The area was removed from this device',
  sentChanges: { one: '{count} change sent', other: '{count} changes sent' },
  sentAttachments: { one: '{count} attachment sent', other: '{count} attachments sent' },
  receivedFeatures: { one: '{count} feature received', other: '{count} features received' },
  receivedAttachments: { one: '{count} attachment received', other: '{count} attachments received' },
  nothingNew: 'Nothing new on either side',
  serverSaid: 'The server said: {text}',
};

export type ProgressKey = SetupKey | StatusKey | keyof typeof own;

export const progressEnglish: Readonly<Record<ProgressKey, Message>> = { ...setupEnglish, ...statusEnglish, ...own };

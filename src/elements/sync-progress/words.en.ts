import type { Message } from '../common/message.js';
import { partsEnglish, type PartKey } from '../common/words/parts.en.js';
import { setupEnglish, type SetupKey } from '../common/words/setup.en.js';
import { statusEnglish, type StatusKey } from '../common/words/status.en.js';

const own = {
  progressName: 'Sync progress',
  wordWrong: '{attribute}: “{value}” is none of {known}.',
  pause: 'Pause',
  goOn: 'Go on',
  cancel: 'Cancel',
  tryNow: 'Try now',
  ofBytes: '{done} of {total}',
  timeLeft: 'about {time} left',
  menuReceipts: 'Last syncs',
  phases: 'Steps',
  phaseLook: 'See what others changed',
  phaseAttachments: 'Send attachments',
  phaseEdits: 'Send changes',
  phaseAsk: 'Ask for changes',
  phaseAskArea: 'Ask for the area',
  phaseServer: 'The server works on it',
  phaseDownload: 'Receive changes',
  phaseArea: 'Receive the area',
  phaseFile: 'Load the file',
  phaseApply: 'Write to this device',
  phasePhotos: 'Receive attachments',
  phaseDone: 'done',
  phaseOn: 'being done',
  phaseHeld: 'waits',
  phaseToCome: 'to come',
  phaseSkipped: 'not needed',
  failed: 'Sync failed',
  takeFailed: 'Taking offline failed',
  cancelled: 'Cancelled',
  done: 'Sync finished',
  doneRefused: {
    one: 'Sync finished, {count} change refused',
    other: 'Sync finished, {count} changes refused',
  },
  taken: 'The area is on this device',
  registered: 'Registered with the server',
  removed: 'The area was removed from this device',
  sentChanges: { one: '{count} change sent', other: '{count} changes sent' },
  sentAttachments: { one: '{count} attachment sent', other: '{count} attachments sent' },
  receivedFeatures: { one: '{count} feature received', other: '{count} features received' },
  receivedAttachments: { one: '{count} attachment received', other: '{count} attachments received' },
  nothingNew: 'Nothing new on either side',
  noteVersion: 'Sent to the version {version}: others see it after the office has posted it.',
  noteSomeVersion: 'Sent to a version of its own: others see it after the office has posted it.',
  noteAnew: 'The server could not say what had changed: everything was received anew.',
  noteReplaced:
    'The server no longer knew this area. It was set up there again, and changes not sent were carried over.',
  noteBoth: 'This service can’t only send or only receive: both was done.',
  noteConflicts: {
    one: '{count} feature was changed by others too: it waits for your decision and was not sent',
    other: '{count} features were changed by others too: they wait for your decision and were not sent',
  },
  notePhotosManual: 'Attachments that wait until you send them: {count}. Their features are sent.',
  notePhotosMobile: 'Attachments that wait for Wi-Fi: {count}. Their features are sent.',
  notePhotosSaver: 'Attachments that wait because data saving is on: {count}. Their features are sent.',
  notePhotosUnknown:
    'Attachments that wait: {count}. Their features are sent, but this browser can’t tell Wi-Fi from mobile data: send them when you are on Wi-Fi.',
  sendPhotos: 'Send attachments now',
  photosWait: 'Let them wait',
  photosAsk: 'May attachments go over this connection? Your answer counts as long as this page is open.',
  noteUnseen: 'The service answers no questions about its features: if others changed the same ones, yours count.',
  noteRolledBack: {
    one: '{count} change was taken back by the server because another was refused. It is kept and will be sent again.',
    other:
      '{count} changes were taken back by the server because another was refused. They are kept and will be sent again.',
  },
  noteDoubled: {
    one: '{count} feature is on the server twice. Ask your admin which one to keep.',
    other: '{count} features are on the server twice. Ask your admin which ones to keep.',
  },
  doubledRow: '{layer}: ObjectIDs {ids}',
  noteSchema: {
    one: 'The layers were changed on the server: {count} difference',
    other: 'The layers were changed on the server: {count} differences',
  },
  fieldAdded: '{layer}: the field {field} is new.',
  fieldRemoved: '{layer}: the field {field} is gone.',
  fieldType: '{layer}: the field {field} was of type {was} and is of type {is} now.',
  fieldLength: '{layer}: the field {field} took {was} characters and takes {is} now.',
  fieldLengthOther: '{layer}: the length of the field {field} was changed.',
  fieldMayBeEmpty: '{layer}: the field {field} may be empty now.',
  fieldMustBeFilled: '{layer}: the field {field} must be filled in now.',
  fieldEditable: '{layer}: the field {field} can be edited now.',
  fieldReadOnly: '{layer}: the field {field} can’t be edited any more.',
  shapeKind: '{layer}: the shapes were {was} and are {is} now.',
  noShape: 'none',
  serverSaid: 'The server said: {text}',
};

export type ProgressKey = SetupKey | PartKey | StatusKey | keyof typeof own;

export const progressEnglish: Readonly<Record<ProgressKey, Message>> = {
  ...setupEnglish,
  ...partsEnglish,
  ...statusEnglish,
  ...own,
};

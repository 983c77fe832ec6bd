import type { Message } from '../common/message.js';
import { partsEnglish, type PartKey } from '../common/words/parts.en.js';
import { setupEnglish, type SetupKey } from '../common/words/setup.en.js';
import { photoEnglish } from './photo-words.en.js';

const own = {
  title: 'Attachments',
  noFeature: 'Choose a feature to see its files.',
  layerIdWrong: 'layer-id: “{value}” is not the number of a layer.',
  layerMissing: 'layer-id: layer {value} is not part of this area.',
  noAttachments: 'This layer takes no files. Ask your admin to switch attachments on.',
  takenWithout: 'This area was taken without attachments, so files can’t be added here.',
  takeOfflineFirst: 'Take the area offline first.',
  uploadOnly: 'Files of the server were not fetched to this device; yours are sent.',
  noFiles: 'No files yet',
  noHint: 'Choose, drop or paste photos and files of this feature.',
  addFiles: 'Add files',
  takePhoto: 'Take photo',
  allFilesSent: { one: '{count} file, on the server', other: '{count} files, all on the server' },
  filesNotSent: { one: '{count} file not sent', other: '{count} files not sent' },
  featureSent: 'Feature sent',
  featureWaits: 'Feature not sent',
  featureGoes: 'Feature will be deleted',
  featureRefused: 'Feature refused',
  kept: 'Kept on this device',
  keptUntilSent: 'Kept on this device until sent',
  offline: 'No connection',
  refusedCount: { one: '{count} refused', other: '{count} refused' },
  coming: {
    one: '{count} file is being written to this device',
    other: '{count} files are being written to this device',
  },
  notStored: { one: '{count} file could not be written', other: '{count} files could not be written' },
  code: 'Code {code}',
  here: 'On the server and this device',
  serverOnly: 'On the server only',
  waiting: 'Waiting to be sent',
  sending: 'Sending, {percent}',
  partlySent: '{percent} sent',
  uploaded: 'Uploaded, not confirmed yet',
  willBeRemoved: 'Will be removed with the next sync',
  makingReady: 'Being made ready',
  storing: 'Writing to this device, {percent}',
  queued: 'Waiting to be written to this device',
  progressOf: 'Progress of {name}',
  retryFile: 'Retry: {name}',
  remove: 'Remove: {name}',
  stop: 'Stop: {name}',
  show: 'Show: {name}',
  confirmRemove: 'Remove',
  keep: 'Keep it',
  askSent: 'Remove this file from the server with the next sync?',
  askUnsent: 'Remove this file? It exists only on this device.',
  askRefused: 'Remove this file? The server does not have it.',
  saidAdded: '{name}: kept on this device until sent',
  saidRefused: '{name}: {reason}',
  saidFileRemoved: '{name}: removed',
  saidWillBeRemoved: '{name}: will be removed with the next sync',
  saidFileRetry: '{name}: will be sent with the next sync',
};

export type PickerKey = SetupKey | PartKey | keyof typeof own | keyof typeof photoEnglish;

export const pickerEnglish: Readonly<Record<PickerKey, Message>> = {
  ...setupEnglish,
  ...partsEnglish,
  ...own,
  ...photoEnglish,
};

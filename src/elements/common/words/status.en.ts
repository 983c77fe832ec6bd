import type { Message } from '../message.js';

/** What the button and the progress card both say: the state of the whole, and the phases of a run. */
export const statusEnglish = {
  notSent: { one: '{count} change not sent', other: '{count} changes not sent' },
  allSent: 'All changes sent',
  lastSync: 'last sync {time}',
  takenOffline: 'taken offline {time}',
  keptHere: { one: '{count} change kept on this device', other: '{count} changes kept on this device' },
  nothingKept: 'Nothing waits to be sent',
  refused: { one: '{count} change refused', other: '{count} changes refused' },
  elsewhere: 'In another tab: {text}',
  serviceUrlMissing: 'service-url is missing: the web address of a feature service.',
  serviceUrlWrong: 'service-url: “{value}” is not the web address of a feature service.',

  opening: 'Opening what this device has',
  notOffline: 'Not on this device yet',
  offline: 'No connection',
  signInNeeded: 'Sign-in needed',
  pausedByUser: 'Paused',
  storageFull: 'The storage of this device is full',
  metered: 'Waiting for a connection without data costs',
  unavailable: 'This page can’t keep data on this device',

  preparing: 'Getting ready',
  reconciling: 'Asking what the server already has',
  secondLook: 'Making sure that nothing is sent twice: second look {time}',
  uploading: 'Sending attachment {done} of {total}',
  submitting: 'Sending changes',
  receivingOnly: 'Asking for changes',
  asking: 'Asking for the area',
  waitingServer: 'The server is working',
  waitingArea: 'The server prepares the area',
  downloading: 'Receiving changes',
  downloadingArea: 'Receiving the area',
  downloadingAttachments: 'Receiving attachment {done} of {total}',
  downloadingSomeAttachments: 'Receiving attachments',
  applying: 'Writing to this device',
  removing: 'Removing the area from this device',
  nextTry: 'Next try {time}',

  saidSyncStart: 'Sync started',
  saidTakeStart: 'Taking the area offline',
  saidDone: 'Sync finished',
  saidTaken: 'The area is on this device',
  saidRemoved: 'The area was removed from this device',
  saidCancelled: 'Sync cancelled',
  saidTakeCancelled: 'Taking offline cancelled',
  saidFailed: 'Sync failed: {reason}',
  saidTakeFailed: 'Taking offline failed: {reason}',
} satisfies Record<string, Message>;

export type StatusKey = keyof typeof statusEnglish;

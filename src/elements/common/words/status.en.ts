import type { Message } from '../message.js';
import { askedEnglish, type AskedKey } from './asked.en.js';

/** What the button and the progress card both say: the state of the whole, and the phases of a run. */
const own = {
  notSent: { one: '{count} change not sent', other: '{count} changes not sent' },
  allSent: 'All changes sent',
  lastSync: 'last sync {time}',
  takenOffline: 'taken offline {time}',
  keptHere: { one: '{count} change kept on this device', other: '{count} changes kept on this device' },
  nothingKept: 'Nothing waits to be sent',
  refused: { one: '{count} change refused', other: '{count} changes refused' },
  elsewhere: 'In another tab: {text}',

  notOffline: 'Not on this device yet',
  offline: 'No connection',
  signInNeeded: 'Sign-in needed',
  signIn: 'Sign in',
  sendAs: 'Send as {user}',
  anonymousEdits: 'Changes were made without signing in',
  otherUser: 'Changes here belong to someone else',
  userUnknown: 'It is not known who is signed in',
  pausedByUser: 'Paused',
  storageFull: 'The storage of this device is full',
  metered: 'Paused on mobile data',
  unavailable: 'This page can’t keep data on this device',

  copyMissing: 'A copy made on {date} is not in this browser: its unsent changes, if any, are lost',
  copySomewhere:
    'The server knows a copy of yours made on {date}, which is not in this browser: look in your other browsers and devices',
  maybePrivate: 'This may be a private window: what is kept here goes when it is closed',
  installed: 'This app keeps its own data, apart from the browser',
  notProtected: 'The browser may clear what is kept here when space is short',
  lastVisit: 'Last opened here {time}',

  preparing: 'Getting ready',
  reconciling: 'Asking what the server already has',
  secondLook: 'Making sure that nothing is sent twice: second look {time}',
  uploading: 'Sending attachment {done} of {total}',
  submitting: 'Sending changes',
  receivingOnly: 'Asking for changes',
  asking: 'Asking for the area',
  loadingFile: 'Loading the file',
  notRegistered: 'Not registered with the server yet',
  registering: 'Registering with the server',
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
  saidLoadStart: 'Loading the file',
  saidTakeStart: 'Taking the area offline',
  saidDone: 'Sync finished',
  saidTaken: 'The area is on this device',
  saidRemoved: 'The area was removed from this device',
  saidCancelled: 'Sync cancelled',
  saidTakeCancelled: 'Taking offline cancelled',
  saidFailed: 'Sync failed: {reason}',
  saidTakeFailed: 'Taking offline failed: {reason}',
  saidRemoveFailed: 'The area was not removed: {reason}',
  saidRegisterFailed: 'Registering with the server failed: {reason}',
};

export type StatusKey = AskedKey | keyof typeof own;

export const statusEnglish: Readonly<Record<StatusKey, Message>> = { ...askedEnglish, ...own };

import type { GdbErrorCode } from '../../../shared/errors.js';
import type { ErrorWords } from '../languages.js';

/** Every error of the library in plain words. None of them means that work is lost: who reads them is standing in the rain and needs to know. */
export const errorsEnglish: Readonly<Record<GdbErrorCode, ErrorWords>> = {
  network: ['The connection broke.', 'Your changes are kept on this device. Try again with a better connection.'],
  timeout: ['The server took too long to answer.', 'Your changes are kept on this device. Try again in a while.'],
  aborted: ['It was stopped.', 'Start again whenever you like.'],
  'not-json': [
    'Something other than the service answered.',
    'If this network shows a sign-in page, open any website, sign in there, then try again.',
  ],
  'bad-reply': ['The server answered in a way that is not understood.', 'Try again. If it stays, tell your admin.'],
  http: ['The server could not answer.', 'Try again in a while. If it stays, tell your admin.'],
  'rate-limited': ['The server is busy and asks to wait.', 'Wait a moment, then try again.'],
  service: ['The service reported an error.', 'Try again. If it stays, tell your admin what the server said.'],
  'job-failed': ['The server began the work and gave up.', 'Try again. If it stays, tell your admin.'],
  'replica-not-found': [
    'The server no longer knows this area.',
    'Your changes are kept. Take the area offline again, or ask your admin whether it was removed.',
  ],
  'stale-generation': [
    'The server can no longer say what changed.',
    'Your changes are kept. Sync again: everything is received anew.',
  ],
  'not-supported': ['The service does not offer this.', 'Ask your admin to switch it on.'],
  'token-required': ['The service wants to know who you are.', 'Sign in.'],
  'token-invalid': ['Your sign-in has ended.', 'Sign in again. Your changes are kept.'],
  forbidden: [
    'You are not allowed to do this.',
    'Sign in as someone who may, or ask your admin. Your changes are kept.',
  ],
  'user-unknown': ['It is not known who is signed in.', 'Sign in again, so that changes carry the right name.'],
  'user-mismatch': ['The changes here were made by someone else.', 'Sign in as the person who made them to send them.'],
  'anonymous-edits': ['The changes here were made without signing in.', 'Say that they may be sent under your name.'],
  'not-loaded': [
    'A part of this page could not be loaded.',
    'Try again with a connection. If that does not help, reload the page.',
  ],
  'insecure-context': ['This page was opened without https.', 'Open it with https:// to work offline.'],
  'storage-unavailable': [
    'This browser does not let the page keep data.',
    'Leave private browsing, or allow site data for this page.',
  ],
  'storage-full': ['The storage of this device is full.', 'Free some space, then try again. What is kept here stays.'],
  'storage-lost': ['The browser closed the storage of this page.', 'Reload the page.'],
  'storage-damaged': [
    'Part of a layer on this device is damaged.',
    'Sync to fetch that layer again. Your changes are kept.',
  ],
  'schema-newer': [
    'The data here were written by a newer version of this app.',
    'Reload the page to get the newer version. Nothing was changed.',
  ],
  'blocked-by-other-tab': ['Another tab holds the data.', 'Close the other tabs of this page, then try again.'],
  'stale-holder': ['Another tab took over.', 'Look there, or try again here.'],
  'invalid-argument': ['Something in this page is set up wrongly.', 'Tell who made the page.'],
  'controller-options-conflict': ['Two parts of this page disagree about the service.', 'Tell who made the page.'],
  'controller-closed': ['The page has closed this area.', 'Reload the page.'],
  'already-registered': ['This file is on this device already.', 'Sync instead.'],
  'registration-not-needed': ['This area was taken offline on this very device.', 'It needs no file. Sync instead.'],
  'not-registered': [
    'The area came from a file, and the server does not know of it yet.',
    'Sync when there is a connection. Your changes are kept.',
  ],
  'geodatabase-unregistered': [
    'This file was loaded here before, and removed.',
    'It cannot be used again. Ask for a new file, or take the area offline anew.',
  ],
  'original-unregistered': [
    'The server no longer knows what this file was made from.',
    'Ask for a new file, or take the area offline anew. Your changes are kept.',
  ],
  'other-service': ['This file belongs to another service.', 'Choose the file that was made for this map.'],
  'schema-mismatch': [
    'The layers were changed on the server since this file was made.',
    'Ask for a new file, or take the area offline anew.',
  ],
  'no-geodatabase': ['The area is not on this device yet.', 'Take it offline first.'],
  'geodatabase-exists': ['The area is on this device already.', 'Sync instead.'],
  busy: ['Something else is being done with this area.', 'Wait until it is finished.'],
  'pending-edits': ['Changes are not sent yet.', 'Sync first, so that nothing is lost.'],
  'layer-not-found': ['The layer is not part of this area.', 'Tell who made the page.'],
  'feature-not-found': [
    'The feature is not on this device.',
    'It may have been deleted. Sync to see what the server has.',
  ],
  'edit-not-found': ['There is no such change on this device.', 'It may have been sent or undone already.'],
  'attachment-not-found': ['The file is not on this device.', 'Sync with a connection to fetch it.'],
  'attachment-refused': ['The file can’t be attached.', 'It stays on this device. See what the server accepts.'],
  'unsupported-query': ['This question can’t be answered on this device.', 'Tell who made the page.'],
  'bad-file': ['The file is damaged, or not what it should be.', 'Copy it again from where it came from.'],
  'unsupported-file': ['The file holds something that can’t be read here.', 'Tell who made the file.'],
  'wrong-passphrase': [
    'The file is sealed, and this passphrase does not open it.',
    'Type it again, exactly as it was set.',
  ],
  internal: ['Something went wrong in this page.', 'Your changes are kept. Reload the page and try again.'],
};

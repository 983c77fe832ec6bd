import type { Message } from '../common/message.js';
import { setupEnglish, type SetupKey } from '../common/words/setup.en.js';

const own = {
  summary: { one: '{count} change was refused', other: '{count} changes were refused' },
  summaryTodo: 'They are kept on this device until you decide.',
  empty: 'No change was refused',
  emptyTodo: 'What the service does not accept is listed here, with the reason.',
  listName: 'Refused changes in {layer}',
  add: 'New feature',
  update: 'Change',
  delete: 'Deletion',
  attachAdd: 'New attachment',
  attachUpdate: 'Replaced attachment',
  attachDelete: 'Removed attachment',
  untitled: 'Feature without a name',
  code: 'Code {code}',
  retry: 'Retry',
  retryOf: 'Retry: {title}',
  showOnMap: 'Show on map',
  showOnMapOf: 'Show on map: {title}',
  discard: 'Discard',
  discardOf: 'Discard: {title}',
  keep: 'Keep it',
  confirmAdd: 'Discard this new feature? It exists only on this device.',
  confirmUpdate: 'Discard your change? The version of the server comes back.',
  confirmDelete: 'Give up deleting? The feature stays.',
  confirmAttachAdd: 'Discard this file? It exists only on this device.',
  confirmAttachUpdate: 'Discard the new content? The file on the server stays.',
  confirmAttachDelete: 'Give up removing? The file stays.',
  saidRetry: '{title}: will be sent with the next sync',
  saidDiscarded: '{title}: discarded',
  notDone: 'That did not work. {reason}',
};

export type ErrorsListKey = SetupKey | keyof typeof own;

export const errorsListEnglish: Readonly<Record<ErrorsListKey, Message>> = { ...setupEnglish, ...own };

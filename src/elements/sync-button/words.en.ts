import type { Message } from '../common/message.js';
import { partsEnglish, type PartKey } from '../common/words/parts.en.js';
import { setupEnglish, type SetupKey } from '../common/words/setup.en.js';
import { statusEnglish, type StatusKey } from '../common/words/status.en.js';

const own = {
  takeOffline: 'Take offline',
  menuPeople: 'Whose copy?',
  peopleHere: 'Several people have this area on this device',
  sync: 'Sync',
  syncing: 'Syncing',
  takingOffline: 'Taking offline',
  removingArea: 'Removing',
  tryNow: 'Try now',
  goOn: 'Go on',
  useMetered: 'Sync anyway',
  notPossible: 'Not available',
  fileMenu: 'Load from a file',
  cancel: 'Cancel',
  cancelSync: 'Cancel the sync',
  cancelTake: 'Cancel taking offline',
  layersWrong: 'layers: “{value}” is not a list of layer numbers such as 0,1.',
  extentWrong: 'extent: “{value}” is not xmin,ymin,xmax,ymax with an optional wkid.',
  directionWrong: 'sync-direction: “{value}” is none of bidirectional, upload, download.',
  autoSyncWrong: 'auto-sync: “{value}” is not a list of load, online, edits, visible and a number of minutes.',
  mapFailed: 'The map could not be loaded, so no area can be chosen',
  mapNotFound: 'reference-element: nothing on this page has the id “{value}”.',
  mapNotReady: 'The map is not ready yet: try again in a moment',
  wordWrong: '{attribute}: “{value}” is none of {known}.',
  photosMayGo: 'Attachments wait: may they go over this connection?',
  more: 'More',
  waitReason: 'Wait until the work is finished, or cancel it',
};

export type ButtonKey = SetupKey | PartKey | StatusKey | keyof typeof own;

export const buttonEnglish: Readonly<Record<ButtonKey, Message>> = {
  ...setupEnglish,
  ...partsEnglish,
  ...statusEnglish,
  ...own,
};

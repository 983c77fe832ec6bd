import type { Message } from '../common/message.js';

const own = {
  receiptsNone: 'Nothing was synced yet',
  receiptSync: 'Sync',
  receiptTake: 'Taken offline',
  receiptRegister: 'Registered with the server',
  receiptRemove: 'Removed',
  receiptSent: '{count} sent',
  receiptReceived: '{count} received',
  receiptRefused: '{count} refused',
  receiptNothing: 'nothing new',
  receiptTook: 'took {time}',

  areasNone: 'No other area is on this device',
  areaDefault: 'Main area',
  areaHere: 'shown now',
  areaOpen: 'Show',
  areaName: 'Name of a new area',
  areaAdd: 'Add',
  areaAddHint: 'Then take it offline with the button above.',
  areaNameWrong: 'Letters, numbers, spaces and - only, and not one that is there already.',

  peopleSays: 'Choose whose copy to open. It can be read and edited; nothing is sent until that person signs in.',
  peopleNobody: 'Made without signing in',
  peopleOpen: 'Open',
  peopleOpened: 'The copy of {user} is open',

  replaceSays:
    'First everything unsent is synced. Then the area on this device is removed, and the area of the present settings is taken.',
  replaceLost: {
    one: '{count} change was refused or can’t be sent now. It is lost with the old area, unless you settle or export it first.',
    other:
      '{count} changes were refused or can’t be sent now. They are lost with the old area, unless you settle or export them first.',
  },
  replaceNow: 'Replace the area',
  removeSays: 'The area, its photos and everything kept with it go from this device. The server keeps what was sent.',
  removeLost: {
    one: '{count} change was not sent. It is lost for good, unless you sync or export it first.',
    other: '{count} changes were not sent. They are lost for good, unless you sync or export them first.',
  },
  removeNow: 'Remove from this device',
  removeAlone: 'Remove without asking the server',
  removeAloneSays: 'The server is told later, when it can be reached.',
  mayBeLost: { one: 'I know that {count} change will be lost', other: 'I know that {count} changes will be lost' },
};

export type PagesKey = keyof typeof own;

/** The texts of the pages of the menu. */
export const pagesEnglish: Readonly<Record<PagesKey, Message>> = own;

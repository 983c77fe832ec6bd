import type { Message } from '../common/message.js';

const own = {
  menuBack: 'Back',
  menuReady: 'Ready for the field?',
  menuStorage: 'Storage on this device',
  menuSend: 'Send only',
  menuReceive: 'Receive only',
  menuReceipts: 'Last syncs',
  menuAreas: 'Areas on this device',
  menuPeople: 'Whose copy?',
  menuReplace: 'Replace the area',
  menuRemove: 'Remove from this device',
  sendPhotos: 'Send attachments now',
  photosWait: 'Let them wait',
  rescueMore: 'Unsent edits as a file',
  fileMenu: 'Load from a file',
  cancelSync: 'Cancel the sync',
  cancelTake: 'Cancel taking offline',
};

export type MenuKey = keyof typeof own;

/** The texts of the menu behind the three dots. */
export const menuEnglish: Readonly<Record<MenuKey, Message>> = own;

import type { Message } from '../common/message.js';

const own = {
  readyAll: 'Ready for the field',
  readyNot: { one: '{count} thing to look at before you go', other: '{count} things to look at before you go' },
  readyChecking: 'Looking…',
  readyArea: 'Area on this device',
  readyAreaNone: 'Not on this device yet',
  readyAreaDate: { one: '{count} layer, as of {date}', other: '{count} layers, as of {date}' },
  readyPhotos: 'Photos of others',
  readyPhotosHere: 'All here',
  readyPhotosMissing: { one: '{count} is not here yet', other: '{count} are not here yet' },
  readyPhotosLazy: 'They come when you open one, with a connection',
  readyPhotosNone: 'This area was taken without photos',
  readyRoom: 'Free room',
  readyRoomFree: '{free} free',
  readyRoomUnknown: 'This browser doesn’t tell',
  readyKept: 'Protected from clearing',
  readyKeptYes: 'The browser keeps it until you remove it',
  readyKeptNo: 'The browser may clear it when space is short',
  readyKeptPrivate: 'This may be a private window: all goes when it is closed',
  readyPage: 'Page opens offline',
  readyPageYes: 'Yes',
  readyPageNo: 'Not without a connection: keep this page open, or ask who made it',
  readyUser: 'Signed in',
  readyUserAs: 'As {user}',
  readyUserNone: 'The service asks for no sign-in',
  readyUserNeeded: 'Sign-in needed: changes are kept, and can’t be sent',
  readyUserUnknown: 'Not known yet',
  readyClock: 'Clock of this device',
  readyClockRight: 'Right',
  readyClockWrong: 'Off by {time}: dates of your changes will be wrong. Set it in the settings of the device',
  readyClockUnknown: 'The service doesn’t tell its time',
  readySync: 'Sync now',
  readyTake: 'Take offline',
  readyFetch: 'Fetch them',
  readyProtect: 'Ask the browser',
  readyReload: 'Reload',
  readySignIn: 'Sign in',
  readyLook: 'Look again',
  readyGood: 'fine',
  readyBad: 'to do',
  readyOpen: 'not known',
};

export type ReadyKey = keyof typeof own;

/** The texts of "Ready for the field?". */
export const readyEnglish: Readonly<Record<ReadyKey, Message>> = own;

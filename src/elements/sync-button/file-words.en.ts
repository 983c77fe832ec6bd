/** The words of the panel for a geodatabase file, which come with it. */
import type { Message } from '../common/message.js';

const own = {
  filePanel: 'Geodatabase file',
  fileChoose: 'Choose a file…',
  fileOther: 'Choose another file…',
  fileHint: 'A .geodatabase file, or one that was exported from this app. You can also drop it here.',
  fileReading: 'Looking into the file',
  fileService: 'Service',
  fileServiceUnknown: 'Not told',
  fileDate: 'Up to date with',
  fileDateUnknown: 'Not told',
  fileArea: 'Area',
  fileAreaDegrees: '{south} to {north}, {west} to {east}',
  fileNorth: '{degrees}° N',
  fileSouth: '{degrees}° S',
  fileEast: '{degrees}° E',
  fileWest: '{degrees}° W',
  fileLayers: 'Layers',
  fileRows: { one: '{count} row', other: '{count} rows' },
  fileRowsUnknown: 'rows not counted',
  fileLoad: 'Load this file',
  fileAnew: 'Take offline anew instead',
  fileClose: 'Close',
  fileLoadable: 'This file can be loaded. Its own replica is registered with the server when there is a connection.',
  fileNotLoadable: 'This file can’t be loaded here',
};

export type FileKey = keyof typeof own;

export const fileEnglish: Readonly<Record<FileKey, Message>> = own;

import type { Message } from '../common/message.js';

export const fileEnglish = {
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
  fileLayers: 'Layers',
  fileRows: { one: '{count} row', other: '{count} rows' },
  fileRowsUnknown: 'rows not counted',
  fileLoad: 'Load this file',
  fileAnew: 'Take offline anew instead',
  fileClose: 'Close',
  fileLoadable: 'This file can be loaded. Its own replica is registered with the server when there is a connection.',
  fileNotLoadable: 'This file can’t be loaded here',
} satisfies Record<string, Message>;

export type FileKey = keyof typeof fileEnglish;

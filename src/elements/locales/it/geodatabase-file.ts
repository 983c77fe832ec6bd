import type { Language } from '../../common/languages.js';

export const geodatabaseFile: Language['messages'] = {
  filePanel: 'File di geodatabase',
  fileChoose: 'Scegli un file…',
  fileOther: 'Scegli un altro file…',
  fileHint: 'Un file .geodatabase, o uno esportato da questa app. Puoi anche trascinarlo qui.',
  fileReading: 'Il file viene esaminato',
  fileService: 'Servizio',
  fileServiceUnknown: 'Non indicato',
  fileDate: 'Aggiornato al',
  fileDateUnknown: 'Non indicata',
  fileArea: 'Zona',
  fileAreaDegrees: 'Da {south} a {north}, da {west} a {east}',
  fileNorth: '{degrees}° nord',
  fileSouth: '{degrees}° sud',
  fileEast: '{degrees}° est',
  fileWest: '{degrees}° ovest',
  fileLayers: 'Layer contenuti',
  fileRowsUnknown: 'righe non contate',
  fileLoad: 'Carica questo file',
  fileAnew: 'Porta di nuovo offline',
  fileClose: 'Chiudi il pannello',
  fileLoadable:
    'Questo file può essere caricato. La sua replica viene registrata sul server quando c’è una connessione.',
  fileNotLoadable: 'Questo file non può essere caricato qui',
  fileRows: { one: '{count} riga', many: '{count} righe', other: '{count} righe' },
};

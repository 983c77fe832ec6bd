import type { Language } from '../../common/languages.js';

export const geodatabaseFile: Language['messages'] = {
  filePanel: 'Geodatabase-Datei',
  fileChoose: 'Datei wählen…',
  fileOther: 'Andere Datei wählen…',
  fileHint: 'Eine .geodatabase-Datei oder ein Export dieser App; auch hierher gezogen.',
  fileReading: 'Die Datei wird angesehen',
  fileService: 'Dienst',
  fileDate: 'Auf dem Stand von',
  fileArea: 'Gebiet',
  fileAreaDegrees: '{south} bis {north}, {west} bis {east}',
  fileLayers: 'Inhalt',
  fileRowsUnknown: 'Zeilen nicht gezählt',
  fileLoad: 'Diese Datei laden',
  fileAnew: 'Stattdessen neu offline nehmen',
  fileClose: 'Schließen',
  fileLoadable: 'Die Datei kann geladen werden; angemeldet wird sie, sobald eine Verbindung da ist.',
  fileNotLoadable: 'Diese Datei kann hier nicht geladen werden',
  fileRows: { one: '{count} Zeile', other: '{count} Zeilen' },
};

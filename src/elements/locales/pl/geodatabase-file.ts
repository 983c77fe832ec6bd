import type { Language } from '../../common/languages.js';

export const geodatabaseFile: Language['messages'] = {
  filePanel: 'Plik geobazy',
  fileChoose: 'Wybierz plik…',
  fileOther: 'Wybierz inny plik…',
  fileHint: 'Plik .geodatabase lub plik wyeksportowany z tej aplikacji. Można go też tu upuścić.',
  fileReading: 'Przeglądanie pliku',
  fileService: 'Usługa',
  fileServiceUnknown: 'Nie podano',
  fileDate: 'Stan na',
  fileDateUnknown: 'Nie podano daty',
  fileArea: 'Obszar',
  fileAreaDegrees: 'od {south} do {north}, od {west} do {east}',
  fileNorth: '{degrees}° szer. pn.',
  fileSouth: '{degrees}° szer. pd.',
  fileEast: '{degrees}° dł. wsch.',
  fileWest: '{degrees}° dł. zach.',
  fileLayers: 'Warstwy',
  fileRowsUnknown: 'wierszy nie policzono',
  fileLoad: 'Wczytaj ten plik',
  fileAnew: 'Pobierz offline od nowa',
  fileClose: 'Zamknij',
  fileLoadable:
    'Ten plik można wczytać. Jego własna replika zostanie zarejestrowana na serwerze, gdy będzie połączenie.',
  fileNotLoadable: 'Tego pliku nie można tu wczytać',
  fileRows: { one: '{count} wiersz', few: '{count} wiersze', many: '{count} wierszy', other: '{count} wiersza' },
};

import type { Language } from '../../common/languages.js';

export const geodatabaseFile: Language['messages'] = {
  filePanel: 'Geodatabasebestand',
  fileChoose: 'Kies een bestand…',
  fileOther: 'Kies een ander bestand…',
  fileHint: 'Een .geodatabase-bestand, of een dat uit deze app is geëxporteerd. U kunt het ook hierheen slepen.',
  fileReading: 'Het bestand wordt bekeken',
  fileService: 'Dienst',
  fileServiceUnknown: 'Niet vermeld',
  fileDate: 'Bijgewerkt tot',
  fileDateUnknown: 'Niet bekend',
  fileArea: 'Gebied',
  fileAreaDegrees: '{south} tot {north}, {west} tot {east}',
  fileNorth: '{degrees}° noord',
  fileSouth: '{degrees}° zuid',
  fileEast: '{degrees}° oost',
  fileWest: '{degrees}° west',
  fileLayers: 'Lagen',
  fileRowsUnknown: 'rijen niet geteld',
  fileLoad: 'Dit bestand laden',
  fileAnew: 'In plaats daarvan opnieuw offline nemen',
  fileClose: 'Sluiten',
  fileLoadable:
    'Dit bestand kan worden geladen. De eigen replica wordt bij de server geregistreerd zodra er verbinding is.',
  fileNotLoadable: 'Dit bestand kan hier niet worden geladen',
  fileRows: { one: '{count} rij', other: '{count} rijen' },
};

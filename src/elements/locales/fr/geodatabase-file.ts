import type { Language } from '../../common/languages.js';

export const geodatabaseFile: Language['messages'] = {
  filePanel: 'Fichier de géodatabase',
  fileChoose: 'Choisir un fichier…',
  fileOther: 'Choisir un autre fichier…',
  fileHint: 'Un fichier .geodatabase ou exporté d’ici ; vous pouvez aussi le déposer.',
  fileService: 'Service utilisé',
  fileDate: 'À jour au',
  fileArea: 'Zone',
  fileAreaDegrees: 'De {south} à {north}, de {west} à {east}',
  fileLayers: 'Couches',
  fileRowsUnknown: 'lignes non comptées',
  fileLoad: 'Charger ce fichier',
  fileAnew: 'Mettre à nouveau hors ligne',
  fileClose: 'Fermer le panneau',
  fileLoadable: 'Ce fichier peut être chargé ; il est enregistré dès qu’il y a une connexion.',
  fileNotLoadable: 'Ce fichier ne peut pas être chargé ici',
  fileRows: { one: '{count} ligne', many: '{count} lignes', other: '{count} lignes' },
};

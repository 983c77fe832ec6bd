import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Area da portare offline',
  areaClose: 'Chiudi',
  areaVisible: 'Ciò che mostra la mappa',
  areaDraw: 'Disegna sulla mappa',
  areaMove: 'Sposta con le frecce',
  areaMoveHint: 'Le frecce spostano l’area, con Maiusc ne cambiano la dimensione.',
  areaDegrees: 'Limiti in gradi',
  areaUnits: 'Limiti in unità della mappa',
  areaWest: 'Ovest',
  areaSouth: 'Sud',
  areaEast: 'Est',
  areaNorth: 'Nord',
  areaWrong: 'Questi quattro numeri non sono un’area.',
  areaCounting: 'Conteggio del contenuto',
  areaAttachments: 'le foto si aggiungono',
  areaTake: 'Porta offline quest’area',
  areaFeatures: {
    one: '{count} elemento, circa {bytes}',
    many: '{count} elementi, circa {bytes}',
    other: '{count} elementi, circa {bytes}',
  },
};

import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Zone à emporter hors ligne',
  areaClose: 'Fermer',
  areaVisible: 'Ce que montre la carte',
  areaDraw: 'Dessiner sur la carte',
  areaMove: 'Déplacer avec les flèches',
  areaMoveHint: 'Les flèches déplacent la zone, avec Maj elles en changent la taille.',
  areaDegrees: 'Limites en degrés',
  areaUnits: 'Limites en unités de la carte',
  areaWest: 'Ouest',
  areaSouth: 'Sud',
  areaEast: 'Est',
  areaNorth: 'Nord',
  areaWrong: 'Ces quatre nombres ne forment pas une zone.',
  areaCounting: 'Comptage de son contenu',
  areaAttachments: 'les photos s’y ajoutent',
  areaTake: 'Emporter cette zone hors ligne',
  areaFeatures: {
    one: '{count} entité, environ {bytes}',
    many: '{count} entités, environ {bytes}',
    other: '{count} entités, environ {bytes}',
  },
};

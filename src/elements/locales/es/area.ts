import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Área para llevar sin conexión',
  areaClose: 'Cerrar',
  areaVisible: 'Lo que muestra el mapa',
  areaDraw: 'Dibujar en el mapa',
  areaMove: 'Mover con las flechas',
  areaMoveHint: 'Las flechas mueven el área; con Mayús cambian su tamaño.',
  areaDegrees: 'Límites en grados',
  areaUnits: 'Límites en unidades del mapa',
  areaWest: 'Oeste',
  areaSouth: 'Sur',
  areaEast: 'Este',
  areaNorth: 'Norte',
  areaWrong: 'Estos cuatro números no forman un área.',
  areaCounting: 'Contando lo que contiene',
  areaAttachments: 'las fotos van aparte',
  areaTake: 'Llevar esta área sin conexión',
  areaFeatures: {
    one: '{count} entidad, unos {bytes}',
    many: '{count} entidades, unos {bytes}',
    other: '{count} entidades, unos {bytes}',
  },
};

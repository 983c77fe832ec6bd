import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Obszar do zabrania offline',
  areaClose: 'Zamknij',
  areaVisible: 'To, co pokazuje mapa',
  areaDraw: 'Rysuj na mapie',
  areaMove: 'Przesuwaj strzałkami',
  areaMoveHint: 'Strzałki przesuwają obszar, z klawiszem Shift zmieniają jego rozmiar.',
  areaDegrees: 'Granice w stopniach',
  areaUnits: 'Granice w jednostkach mapy',
  areaWest: 'Zachód',
  areaSouth: 'Południe',
  areaEast: 'Wschód',
  areaNorth: 'Północ',
  areaWrong: 'Te cztery liczby nie tworzą obszaru.',
  areaCounting: 'Liczenie zawartości',
  areaAttachments: 'zdjęcia dochodzą osobno',
  areaTake: 'Zabierz ten obszar offline',
  areaFeatures: {
    one: '{count} obiekt, około {bytes}',
    few: '{count} obiekty, około {bytes}',
    many: '{count} obiektów, około {bytes}',
    other: '{count} obiektu, około {bytes}',
  },
};

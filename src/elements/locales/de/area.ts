import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Gebiet, das offline genommen wird',
  areaClose: 'Schließen',
  areaVisible: 'Was die Karte zeigt',
  areaDraw: 'Auf der Karte zeichnen',
  areaMove: 'Mit den Pfeiltasten bewegen',
  areaMoveHint: 'Pfeiltasten bewegen das Gebiet, mit Umschalt ändern sie seine Größe.',
  areaDegrees: 'Grenzen in Grad',
  areaUnits: 'Grenzen in Einheiten der Karte',
  areaWest: 'Westen',
  areaSouth: 'Süden',
  areaEast: 'Osten',
  areaNorth: 'Norden',
  areaWrong: 'Diese vier Zahlen sind kein Gebiet.',
  areaCounting: 'Es wird gezählt, was darin ist',
  areaAttachments: 'Fotos kommen dazu',
  areaTake: 'Dieses Gebiet offline nehmen',
  areaFeatures: { one: '{count} Objekt, etwa {bytes}', other: '{count} Objekte, etwa {bytes}' },
};

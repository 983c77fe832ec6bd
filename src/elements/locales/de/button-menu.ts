import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Mehr',
  menuBack: 'Zurück',
  menuReady: 'Bereit fürs Gelände?',
  menuStorage: 'Speicher dieses Geräts',
  menuSend: 'Nur senden',
  menuReceive: 'Nur empfangen',
  menuReceipts: 'Letzte Abgleiche',
  menuAreas: 'Gebiete auf diesem Gerät',
  menuReplace: 'Das Gebiet ersetzen',
  menuRemove: 'Von diesem Gerät entfernen',
  rescueMore: 'Nicht gesendete Änderungen als Datei',
  copyReport: 'Bericht kopieren',
  reportCopied:
    'Bericht kopiert: Zustände, Versionen und Codes für alle, die Ihnen helfen. Nichts von Ihren Eingaben ist darin.',
  reportByHand: 'Dieser Browser lässt die Seite nicht kopieren. Wählen Sie den Bericht aus und kopieren Sie ihn:',
};

import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Meer',
  menuBack: 'Terug',
  menuReady: 'Klaar voor het veld?',
  menuStorage: 'Opslag van dit apparaat',
  menuSend: 'Alleen verzenden',
  menuReceive: 'Alleen ontvangen',
  menuReceipts: 'Laatste synchronisaties',
  menuAreas: 'Gebieden op dit apparaat',
  menuReplace: 'Het gebied vervangen',
  menuRemove: 'Van dit apparaat verwijderen',
  rescueMore: 'Niet-verzonden wijzigingen als bestand',
  copyReport: 'Rapport kopiëren',
  reportCopied:
    'Rapport gekopieerd: toestanden, versies en codes voor wie u helpt. Er staat niets in van wat u hebt ingevuld.',
  reportByHand: 'Deze browser laat de pagina niet kopiëren. Selecteer het rapport en kopieer het:',
};

import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Mer',
  menuBack: 'Tillbaka',
  menuReady: 'Redo för fältet?',
  menuStorage: 'Lagring på den här enheten',
  menuSend: 'Bara skicka',
  menuReceive: 'Bara ta emot',
  menuReceipts: 'Senaste synkningar',
  menuAreas: 'Områden på den här enheten',
  menuReplace: 'Byt ut området',
  menuRemove: 'Ta bort från den här enheten',
  rescueMore: 'Ej skickade ändringar som fil',
  copyReport: 'Kopiera rapport',
  reportCopied:
    'Rapporten är kopierad: tillstånd, versioner och koder för den som hjälper dig. Inget som du har matat in finns med.',
  reportByHand: 'Webbläsaren låter inte sidan kopiera. Markera rapporten och kopiera den:',
};

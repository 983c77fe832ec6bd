import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Altro',
  menuBack: 'Indietro',
  menuReady: 'Pronti per il campo?',
  menuStorage: 'Spazio su questo dispositivo',
  menuSend: 'Solo inviare',
  menuReceive: 'Solo ricevere',
  menuReceipts: 'Ultime sincronizzazioni',
  menuAreas: 'Aree su questo dispositivo',
  menuReplace: 'Sostituisci l’area',
  menuRemove: 'Rimuovi da questo dispositivo',
  rescueMore: 'Modifiche non inviate in un file',
  copyReport: 'Copia il rapporto',
  reportCopied:
    'Rapporto copiato: stati, versioni e codici per chi La aiuta. Non contiene nulla di ciò che ha inserito.',
  reportByHand: 'Questo browser non lascia copiare alla pagina. Selezioni il rapporto e lo copi:',
};

import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Więcej',
  menuBack: 'Wstecz',
  menuReady: 'Gotowe do pracy w terenie?',
  menuStorage: 'Pamięć tego urządzenia',
  menuSend: 'Tylko wyślij',
  menuReceive: 'Tylko odbierz',
  menuReceipts: 'Ostatnie synchronizacje',
  menuAreas: 'Obszary na tym urządzeniu',
  menuReplace: 'Zastąp obszar',
  menuRemove: 'Usuń z tego urządzenia',
  rescueMore: 'Niewysłane zmiany jako plik',
  copyReport: 'Kopiuj raport',
  reportCopied: 'Raport skopiowany: stany, wersje i kody dla osoby, która pomaga. Nie ma w nim niczego, co wpisano.',
  reportByHand: 'Ta przeglądarka nie pozwala stronie kopiować. Zaznacz raport i skopiuj go:',
};

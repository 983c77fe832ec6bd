import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Niczego jeszcze nie synchronizowano',
  receiptSync: 'Synchronizacja',
  receiptTake: 'Wzięto offline',
  receiptRegister: 'Zarejestrowano na serwerze',
  receiptRemove: 'Usunięto',
  receiptSent: 'wysłano: {count}',
  receiptReceived: 'odebrano: {count}',
  receiptRefused: 'odrzucono: {count}',
  receiptNothing: 'nic nowego',
  receiptTook: 'trwało {time}',
  areasNone: 'Na tym urządzeniu nie ma innego obszaru',
  areaDefault: 'Obszar główny',
  areaHere: 'teraz pokazany',
  areaOpen: 'Pokaż',
  areaName: 'Nazwa nowego obszaru',
  areaAdd: 'Dodaj',
  areaAddHint: 'Potem weź go offline przyciskiem powyżej.',
  areaNameWrong: 'Tylko litery, cyfry, spacje i -, i nie taka, która już jest.',
  peopleSays:
    'Wybierz, czyja kopia ma się otworzyć. Można ją czytać i edytować; nic nie zostanie wysłane, dopóki ta osoba się nie zaloguje.',
  peopleNobody: 'Utworzona bez logowania',
  peopleOpen: 'Otwórz',
  peopleOpened: 'Kopia użytkownika {user} jest otwarta',
  replaceSays:
    'Najpierw synchronizowane jest wszystko, co niewysłane. Potem obszar znika z tego urządzenia i brany jest obszar z obecnych ustawień.',
  replaceLost: {
    one: '{count} zmiana została odrzucona lub nie można jej teraz wysłać. Przepadnie ze starym obszarem, jeśli jej najpierw nie rozwiążesz lub nie wyeksportujesz.',
    few: '{count} zmiany zostały odrzucone lub nie można ich teraz wysłać. Przepadną ze starym obszarem, jeśli ich najpierw nie rozwiążesz lub nie wyeksportujesz.',
    many: '{count} zmian zostało odrzuconych lub nie można ich teraz wysłać. Przepadną ze starym obszarem, jeśli ich najpierw nie rozwiążesz lub nie wyeksportujesz.',
    other:
      '{count} zmian zostało odrzuconych lub nie można ich teraz wysłać. Przepadną ze starym obszarem, jeśli ich najpierw nie rozwiążesz lub nie wyeksportujesz.',
  },
  replaceNow: 'Zastąp obszar',
  removeSays: 'Obszar, jego zdjęcia i wszystko inne znikają z tego urządzenia. Serwer zachowa to, co wysłano.',
  removeLost: {
    one: '{count} zmiana nie została wysłana. Przepadnie na dobre, jeśli najpierw nie zsynchronizujesz lub nie wyeksportujesz.',
    few: '{count} zmiany nie zostały wysłane. Przepadną na dobre, jeśli najpierw nie zsynchronizujesz lub nie wyeksportujesz.',
    many: '{count} zmian nie zostało wysłanych. Przepadną na dobre, jeśli najpierw nie zsynchronizujesz lub nie wyeksportujesz.',
    other:
      '{count} zmian nie zostało wysłanych. Przepadną na dobre, jeśli najpierw nie zsynchronizujesz lub nie wyeksportujesz.',
  },
  removeNow: 'Usuń z tego urządzenia',
  removeAlone: 'Usuń bez pytania serwera',
  removeAloneSays: 'Serwer dowie się później, gdy będzie dostępny.',
  mayBeLost: {
    one: 'Wiem, że przepadnie {count} zmiana',
    few: 'Wiem, że przepadną {count} zmiany',
    many: 'Wiem, że przepadnie {count} zmian',
    other: 'Wiem, że przepadnie {count} zmian',
  },
  autoSyncWrong: 'auto-sync: „{value}” nie jest listą z load, online, edits, visible i liczby minut.',
  wordWrong: '{attribute}: „{value}” to nic z {known}.',
};

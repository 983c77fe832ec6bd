import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Eksportuj niewysłane zmiany',
  rescueHandOver: 'Przekaż na inne urządzenie',
  rescueImport: 'Importuj z innego urządzenia',
  rescueTakeBack: {
    one: 'Cofnij przekazanie {count} zmiany',
    few: 'Cofnij przekazanie {count} zmian',
    many: 'Cofnij przekazanie {count} zmian',
    other: 'Cofnij przekazanie {count} zmian',
  },
  rescuePassphrase: 'Hasło do pliku (opcjonalne)',
  rescueWorking: 'Praca z plikiem…',
  rescueExported: {
    one: '{count} zmiana jest w pliku „{name}”.',
    few: '{count} zmiany są w pliku „{name}”.',
    many: '{count} zmian jest w pliku „{name}”.',
    other: '{count} zmian jest w pliku „{name}”.',
  },
  rescueHandedOver: {
    one: '{count} zmiana jest w pliku „{name}”. Tutaj jest zamrożona, aż wyśle ją drugie urządzenie lub cofniesz przekazanie.',
    few: '{count} zmiany są w pliku „{name}”. Tutaj są zamrożone, aż wyśle je drugie urządzenie lub cofniesz przekazanie.',
    many: '{count} zmian jest w pliku „{name}”. Tutaj są zamrożone, aż wyśle je drugie urządzenie lub cofniesz przekazanie.',
    other:
      '{count} zmian jest w pliku „{name}”. Tutaj są zamrożone, aż wyśle je drugie urządzenie lub cofniesz przekazanie.',
  },
  rescueImported: {
    one: 'Przejęto {count} zmianę. Pójdzie z następną synchronizacją.',
    few: 'Przejęto {count} zmiany. Pójdą z następną synchronizacją.',
    many: 'Przejęto {count} zmian. Pójdą z następną synchronizacją.',
    other: 'Przejęto {count} zmian. Pójdą z następną synchronizacją.',
  },
  rescueKnown: 'Wszystko z tego pliku już tu jest.',
  rescueTakenBack: 'Cofnięto. Następna synchronizacja zapyta serwer, co dotarło.',
  olderTab: 'Inna karta ma otwartą starszą wersję tej strony: zamknij ją, a ta ruszy sama',
};

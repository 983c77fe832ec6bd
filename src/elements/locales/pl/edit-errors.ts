import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: {
    one: 'Odrzucono {count} zmianę',
    few: 'Odrzucono {count} zmiany',
    many: 'Odrzucono {count} zmian',
    other: 'Odrzucono {count} zmiany',
  },
  summaryTodo: 'Zostają na tym urządzeniu, dopóki nie zdecydujesz.',
  empty: 'Nie odrzucono żadnej zmiany',
  emptyTodo: 'Tu widać, czego usługa nie przyjmuje, wraz z powodem.',
  add: 'Nowy obiekt',
  update: 'Zmiana',
  delete: 'Usunięcie',
  attachAdd: 'Nowy załącznik',
  attachUpdate: 'Zastąpiony załącznik',
  attachDelete: 'Usunięty załącznik',
  retry: 'Ponów',
  retryOf: 'Ponów: {title}',
  showOnMap: 'Pokaż na mapie',
  showOnMapOf: 'Pokaż na mapie: {title}',
  discard: 'Odrzuć',
  discardOf: 'Odrzuć: {title}',
  saidRetry: '{title}: zostanie wysłane przy następnej synchronizacji',
};

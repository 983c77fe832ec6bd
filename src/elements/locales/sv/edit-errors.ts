import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: { one: '{count} ändring avvisades', other: '{count} ändringar avvisades' },
  summaryTodo: 'De finns kvar på den här enheten tills du bestämmer dig.',
  empty: 'Ingen ändring avvisades',
  emptyTodo: 'Det som tjänsten inte godtar visas här, med skälet.',
  add: 'Nytt objekt',
  update: 'Ändring',
  delete: 'Borttagning',
  attachAdd: 'Ny bilaga',
  attachUpdate: 'Ersatt bilaga',
  attachDelete: 'Borttagen bilaga',
  retry: 'Försök igen',
  retryOf: 'Försök igen: {title}',
  showOnMap: 'Visa på kartan',
  showOnMapOf: 'Visa på kartan: {title}',
  discard: 'Kasta',
  discardOf: 'Kasta: {title}',
  saidRetry: '{title}: skickas med nästa synk',
};

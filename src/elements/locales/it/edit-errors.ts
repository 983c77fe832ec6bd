import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: {
    one: '{count} modifica è stata rifiutata',
    many: '{count} modifiche sono state rifiutate',
    other: '{count} modifiche sono state rifiutate',
  },
  summaryTodo: 'Restano su questo dispositivo finché non decide.',
  empty: 'Nessuna modifica è stata rifiutata',
  emptyTodo: 'Ciò che il servizio non accetta è elencato qui, con il motivo.',
  add: 'Nuova entità',
  update: 'Modifica',
  delete: 'Eliminazione',
  attachAdd: 'Nuovo allegato',
  attachUpdate: 'Allegato sostituito',
  attachDelete: 'Allegato rimosso',
  retry: 'Riprova',
  retryOf: 'Riprova: {title}',
  showOnMap: 'Mostra sulla mappa',
  showOnMapOf: 'Mostra sulla mappa: {title}',
  discard: 'Scarta',
  discardOf: 'Scarta: {title}',
  saidRetry: '{title}: sarà inviato con la prossima sincronizzazione',
};

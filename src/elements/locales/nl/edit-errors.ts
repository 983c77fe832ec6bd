import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: { one: '{count} wijziging is geweigerd', other: '{count} wijzigingen zijn geweigerd' },
  summaryTodo: 'Ze blijven op dit apparaat tot u beslist.',
  empty: 'Er is geen wijziging geweigerd',
  emptyTodo: 'Wat de service niet aanneemt, staat hier, met de reden.',
  add: 'Nieuwe feature',
  update: 'Wijziging',
  delete: 'Verwijdering',
  attachAdd: 'Nieuwe bijlage',
  attachUpdate: 'Vervangen bijlage',
  attachDelete: 'Verwijderde bijlage',
  retry: 'Opnieuw',
  retryOf: 'Opnieuw: {title}',
  showOnMap: 'Op de kaart tonen',
  showOnMapOf: 'Op de kaart tonen: {title}',
  discard: 'Weggooien',
  discardOf: 'Weggooien: {title}',
  saidRetry: '{title}: wordt bij de volgende synchronisatie verzonden',
};

import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: { one: '{count} Änderung wurde abgelehnt', other: '{count} Änderungen wurden abgelehnt' },
  summaryTodo: 'Sie bleiben auf diesem Gerät, bis Sie entscheiden.',
  empty: 'Keine Änderung wurde abgelehnt',
  emptyTodo: 'Was der Service nicht annimmt, steht hier, mit dem Grund.',
  add: 'Neues Feature',
  update: 'Änderung',
  delete: 'Löschung',
  attachAdd: 'Neuer Anhang',
  attachUpdate: 'Ersetzter Anhang',
  attachDelete: 'Entfernter Anhang',
  retry: 'Wiederholen',
  retryOf: 'Wiederholen: {title}',
  showOnMap: 'Auf der Karte zeigen',
  showOnMapOf: 'Auf der Karte zeigen: {title}',
  discard: 'Verwerfen',
  discardOf: 'Verwerfen: {title}',
  saidRetry: '{title}: wird mit dem nächsten Abgleich gesendet',
};

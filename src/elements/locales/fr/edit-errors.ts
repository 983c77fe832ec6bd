import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: {
    one: '{count} modification a été refusée',
    many: '{count} modifications ont été refusées',
    other: '{count} modifications ont été refusées',
  },
  summaryTodo: 'Elles restent sur cet appareil jusqu’à votre décision.',
  empty: 'Aucune modification n’a été refusée',
  emptyTodo: 'Ce que le service n’accepte pas est listé ici, avec la raison.',
  add: 'Nouvelle entité',
  update: 'Modification',
  delete: 'Suppression',
  attachAdd: 'Nouvelle pièce jointe',
  attachUpdate: 'Pièce jointe remplacée',
  attachDelete: 'Pièce jointe retirée',
  retry: 'Réessayer',
  retryOf: 'Réessayer : {title}',
  showOnMap: 'Voir sur la carte',
  showOnMapOf: 'Voir sur la carte : {title}',
  discard: 'Abandonner',
  discardOf: 'Abandonner : {title}',
  saidRetry: '{title} : sera envoyé à la prochaine synchronisation',
};

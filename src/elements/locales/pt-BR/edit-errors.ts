import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: {
    one: '{count} alteração foi recusada',
    many: '{count} alterações foram recusadas',
    other: '{count} alterações foram recusadas',
  },
  summaryTodo: 'Elas ficam neste dispositivo até você decidir.',
  empty: 'Nenhuma alteração foi recusada',
  emptyTodo: 'O que o serviço não aceita aparece aqui, com o motivo.',
  add: 'Nova feição',
  update: 'Alteração',
  delete: 'Exclusão',
  attachAdd: 'Novo anexo',
  attachUpdate: 'Anexo substituído',
  attachDelete: 'Anexo removido',
  retry: 'Repetir',
  retryOf: 'Repetir: {title}',
  showOnMap: 'Ver no mapa',
  showOnMapOf: 'Ver no mapa: {title}',
  discard: 'Descartar',
  discardOf: 'Descartar: {title}',
  saidRetry: '{title}: será enviado na próxima sincronização',
};

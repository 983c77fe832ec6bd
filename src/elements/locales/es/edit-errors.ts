import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: {
    one: 'Se rechazó {count} cambio',
    many: 'Se rechazaron {count} cambios',
    other: 'Se rechazaron {count} cambios',
  },
  summaryTodo: 'Se conservan en este dispositivo hasta que usted decida.',
  empty: 'No se rechazó ningún cambio',
  emptyTodo: 'Aquí aparece lo que el servicio no acepta, con el motivo.',
  add: 'Entidad nueva',
  update: 'Cambio',
  delete: 'Eliminación',
  attachAdd: 'Adjunto nuevo',
  attachUpdate: 'Adjunto reemplazado',
  attachDelete: 'Adjunto quitado',
  retry: 'Reintentar',
  retryOf: 'Reintentar: {title}',
  showOnMap: 'Ver en el mapa',
  showOnMapOf: 'Ver en el mapa: {title}',
  discard: 'Descartar',
  discardOf: 'Descartar: {title}',
  saidRetry: '{title}: se enviará con la próxima sincronización',
};

import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync está desactivado, así que no se puede llevar nada sin conexión.',
    'En ArcGIS Online o en una capa alojada: página del elemento, Configuración, «Habilitar sincronización». En ArcGIS Server: dé a los datos GlobalID y archivado (o versionado) y publique con la capacidad de entidades Sync.',
  ],
  'query-off': [
    'Query está desactivado. Un servicio que sincroniza debe incluir Query y Sync.',
    'Active Query junto a Sync en las capacidades de entidades.',
  ],
  'no-sync-model': [
    'El servicio no ofrece ninguna forma de sincronizar: ni por capa ni por réplica.',
    'Publique el servicio de nuevo: un servicio con Sync tiene al menos supportsPerLayerSync o supportsPerReplicaSync.',
  ],
  'no-layers': ['El servicio no tiene ninguna capa ni tabla.', 'Añada una capa al servicio.'],
  'layer-sync-off': [
    'La capa {layer} no incluye Sync entre sus propias capacidades.',
    'Active Sync para esta capa o publique el servicio de nuevo.',
  ],
  'no-global-ids': [
    'La capa {layer} no tiene GlobalID y no se puede llevar sin conexión.',
    'Su propietario puede añadirlos (Add Global IDs) y publicar el servicio de nuevo con Sync.',
  ],
};

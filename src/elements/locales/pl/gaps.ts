import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync jest wyłączone, więc niczego nie można pobrać do pracy offline.',
    'W ArcGIS Online lub w warstwie hostowanej: strona elementu, Ustawienia, „Włącz synchronizację”. W ArcGIS Server: nadaj danym GlobalID i archiwizację (lub wersjonowanie) i opublikuj z możliwością obiektów Sync.',
  ],
  'query-off': [
    'Query jest wyłączone. Usługa, która synchronizuje, musi podawać Query i Sync.',
    'Włącz Query obok Sync wśród możliwości obiektów.',
  ],
  'no-sync-model': [
    'Usługa nie oferuje żadnego sposobu synchronizacji: ani dla warstwy, ani dla repliki.',
    'Opublikuj usługę ponownie: z Sync ma ona co najmniej supportsPerLayerSync lub supportsPerReplicaSync.',
  ],
  'no-layers': ['Usługa nie ma żadnej warstwy ani tabeli.', 'Dodaj warstwę do usługi.'],
  'layer-sync-off': [
    'Warstwa {layer} nie podaje Sync wśród własnych możliwości.',
    'Włącz Sync dla tej warstwy lub opublikuj usługę ponownie.',
  ],
  'no-global-ids': [
    'Warstwa {layer} nie ma GlobalID i nie można jej pobrać do pracy offline.',
    'Właściciel może je dodać (Add Global IDs) i opublikować usługę ponownie z Sync.',
  ],
};

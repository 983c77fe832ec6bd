import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync è disattivato, quindi non si può portare nulla offline.',
    'In ArcGIS Online o per un layer ospitato: pagina dell’elemento, Impostazioni, «Abilita sincronizzazione». Su ArcGIS Server: dia ai dati i GlobalID e l’archiviazione (o il controllo delle versioni) e pubblichi con la funzionalità Sync.',
  ],
  'query-off': [
    'Query è disattivato. Un servizio che sincronizza deve indicare Query e Sync.',
    'Attivi Query accanto a Sync nelle funzionalità delle entità.',
  ],
  'no-sync-model': [
    'Il servizio non offre alcun modo di sincronizzare: né per layer né per replica.',
    'Pubblichi di nuovo il servizio: con Sync ha almeno supportsPerLayerSync o supportsPerReplicaSync.',
  ],
  'no-layers': ['Il servizio non ha layer né tabelle.', 'Aggiunga un layer al servizio.'],
  'layer-sync-off': [
    'Il layer {layer} non indica Sync tra le sue funzionalità.',
    'Attivi Sync per questo layer o pubblichi di nuovo il servizio.',
  ],
  'no-global-ids': [
    'Il layer {layer} non ha GlobalID e non si può portare offline.',
    'Il proprietario può aggiungerli (Add Global IDs) e pubblicare di nuovo il servizio con Sync.',
  ],
};

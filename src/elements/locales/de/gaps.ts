import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync ist ausgeschaltet, darum kann nichts offline genommen werden.',
    'In ArcGIS Online oder bei einem gehosteten Layer: Elementseite, Einstellungen, „Synchronisierung aktivieren“. Auf ArcGIS Server: Geben Sie den Daten GlobalIDs und Archivierung (oder Versionierung) und veröffentlichen Sie mit der Feature-Funktion Sync.',
  ],
  'query-off': [
    'Query ist ausgeschaltet. Ein Service, der abgleicht, muss Query und Sync nennen.',
    'Schalten Sie bei den Feature-Funktionen neben Sync auch Query ein.',
  ],
  'no-sync-model': [
    'Der Service bietet keinen Weg zum Abgleich: weder je Layer noch je Replikat.',
    'Veröffentlichen Sie den Service neu: Mit Sync hat er mindestens eines von supportsPerLayerSync und supportsPerReplicaSync.',
  ],
  'no-layers': ['Der Service hat keinen Layer und keine Tabelle.', 'Fügen Sie dem Service einen Layer hinzu.'],
  'layer-sync-off': [
    'Layer {layer} nennt Sync nicht unter seinen eigenen Funktionen.',
    'Schalten Sie Sync für diesen Layer ein oder veröffentlichen Sie den Service neu.',
  ],
  'no-global-ids': [
    'Layer {layer} hat keine GlobalIDs und kann nicht offline genommen werden.',
    'Wem er gehört, der kann sie hinzufügen (Add Global IDs) und den Service mit Sync neu veröffentlichen.',
  ],
};

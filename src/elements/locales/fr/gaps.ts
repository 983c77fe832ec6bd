import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync est désactivé : rien ne peut être mis hors ligne.',
    'Dans ArcGIS Online ou pour une couche hébergée : page de l’élément, Paramètres, « Activer la synchronisation ». Sur ArcGIS Server : donnez aux données des GlobalID et l’archivage (ou le versionnement), puis publiez avec la capacité d’entités Sync.',
  ],
  'query-off': [
    'Query est désactivé. Un service qui synchronise doit indiquer Query et Sync.',
    'Activez Query à côté de Sync dans les capacités d’entités.',
  ],
  'no-sync-model': [
    'Le service n’offre aucun moyen de synchroniser : ni par couche ni par réplica.',
    'Publiez de nouveau le service : avec Sync, il a au moins supportsPerLayerSync ou supportsPerReplicaSync.',
  ],
  'no-layers': ['Le service n’a ni couche ni table.', 'Ajoutez une couche au service.'],
  'layer-sync-off': [
    'La couche {layer} n’indique pas Sync parmi ses propres capacités.',
    'Activez Sync pour cette couche, ou publiez de nouveau le service.',
  ],
  'no-global-ids': [
    'La couche {layer} n’a pas de GlobalID et ne peut pas être mise hors ligne.',
    'Son propriétaire peut les ajouter (Add Global IDs) et publier de nouveau le service avec Sync.',
  ],
};

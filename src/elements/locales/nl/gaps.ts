import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync staat uit, dus er kan niets offline worden genomen.',
    'In ArcGIS Online of bij een gehoste laag: itempagina, Instellingen, ‘Synchroniseren inschakelen’. Op ArcGIS Server: geef de gegevens GlobalID’s en archivering (of versiebeheer) en publiceer met de featuremogelijkheid Sync.',
  ],
  'query-off': [
    'Query staat uit. Een service die synchroniseert, moet Query en Sync noemen.',
    'Zet naast Sync ook Query aan bij de featuremogelijkheden.',
  ],
  'no-sync-model': [
    'De service biedt geen manier om te synchroniseren: niet per laag en niet per replica.',
    'Publiceer de service opnieuw: met Sync heeft die minstens supportsPerLayerSync of supportsPerReplicaSync.',
  ],
  'no-layers': ['De service heeft geen laag en geen tabel.', 'Voeg een laag toe aan de service.'],
  'layer-sync-off': [
    'Laag {layer} noemt Sync niet bij de eigen mogelijkheden.',
    'Zet Sync aan voor deze laag of publiceer de service opnieuw.',
  ],
  'no-global-ids': [
    'Laag {layer} heeft geen GlobalID’s en kan niet offline worden genomen.',
    'De eigenaar kan ze toevoegen (Add Global IDs) en de service opnieuw publiceren met Sync.',
  ],
};

import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync är avstängt, så inget kan tas offline.',
    'I ArcGIS Online eller för ett värdbaserat lager: objektets sida, Inställningar, ”Aktivera synkronisering”. På ArcGIS Server: ge data GlobalID och arkivering (eller versionshantering) och publicera med objektfunktionen Sync.',
  ],
  'query-off': [
    'Query är avstängt. En tjänst som synkar måste ange Query och Sync.',
    'Slå på Query bredvid Sync bland objektfunktionerna.',
  ],
  'no-sync-model': [
    'Tjänsten erbjuder inget sätt att synka: varken per lager eller per replika.',
    'Publicera tjänsten igen: med Sync har den minst ett av supportsPerLayerSync och supportsPerReplicaSync.',
  ],
  'no-layers': ['Tjänsten har inget lager och ingen tabell.', 'Lägg till ett lager i tjänsten.'],
  'layer-sync-off': [
    'Lager {layer} anger inte Sync bland sina egna funktioner.',
    'Slå på Sync för lagret eller publicera tjänsten igen.',
  ],
  'no-global-ids': [
    'Lager {layer} har inga GlobalID och kan inte tas offline.',
    'Ägaren kan lägga till dem (Add Global IDs) och publicera tjänsten igen med Sync.',
  ],
};

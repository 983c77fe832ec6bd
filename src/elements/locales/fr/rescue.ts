import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Exporter les modifications non envoyées',
  rescueHandOver: 'Remettre à un autre appareil',
  rescueImport: 'Importer d’un autre appareil',
  rescueTakeBack: {
    one: 'Reprendre {count} modification',
    many: 'Reprendre {count} modifications',
    other: 'Reprendre {count} modifications',
  },
  rescuePassphrase: 'Phrase secrète du fichier (facultative)',
  rescueWorking: 'Travail sur le fichier…',
  rescueExported: {
    one: '{count} modification est dans le fichier « {name} ».',
    many: '{count} modifications sont dans le fichier « {name} ».',
    other: '{count} modifications sont dans le fichier « {name} ».',
  },
  rescueHandedOver: {
    one: '{count} modification est dans le fichier « {name} ». Elle est gelée ici jusqu’à ce que l’autre appareil l’ait envoyée ou que vous la repreniez.',
    many: '{count} modifications sont dans le fichier « {name} ». Elles sont gelées ici jusqu’à ce que l’autre appareil les ait envoyées ou que vous les repreniez.',
    other:
      '{count} modifications sont dans le fichier « {name} ». Elles sont gelées ici jusqu’à ce que l’autre appareil les ait envoyées ou que vous les repreniez.',
  },
  rescueImported: {
    one: '{count} modification a été reprise. Elle part avec la prochaine synchronisation.',
    many: '{count} modifications ont été reprises. Elles partent avec la prochaine synchronisation.',
    other: '{count} modifications ont été reprises. Elles partent avec la prochaine synchronisation.',
  },
  rescueKnown: 'Tout ce que contient le fichier est déjà ici.',
  rescueTakenBack: 'Repris. La prochaine synchronisation demande au serveur ce qui est arrivé.',
  olderTab:
    'Un autre onglet a ouvert une version plus ancienne de cette page : fermez-le et celle-ci continue toute seule',
};

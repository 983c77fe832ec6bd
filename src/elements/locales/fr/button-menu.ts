import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Plus',
  menuBack: 'Retour',
  menuReady: 'Prêt pour le terrain ?',
  menuStorage: 'Stockage de cet appareil',
  menuSend: 'Envoyer seulement',
  menuReceive: 'Recevoir seulement',
  menuReceipts: 'Dernières synchronisations',
  menuAreas: 'Zones sur cet appareil',
  menuReplace: 'Remplacer la zone',
  menuRemove: 'Retirer de cet appareil',
  rescueMore: 'Modifications non envoyées en fichier',
  copyReport: 'Copier le rapport',
  reportCopied:
    'Rapport copié : états, versions et codes pour qui vous aide. Rien de ce que vous avez saisi n’y figure.',
  reportByHand: 'Ce navigateur ne laisse pas la page copier. Sélectionnez le rapport et copiez-le :',
};

import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Rien n’a encore été synchronisé',
  receiptSync: 'Synchronisation',
  receiptTake: 'Pris hors ligne',
  receiptRegister: 'Enregistré auprès du serveur',
  receiptRemove: 'Retiré',
  receiptSent: '{count} envoyés',
  receiptReceived: '{count} reçus',
  receiptRefused: '{count} refusés',
  receiptNothing: 'rien de nouveau',
  receiptTook: 'durée {time}',
  areasNone: 'Aucune autre zone sur cet appareil',
  areaDefault: 'Zone principale',
  areaHere: 'affichée',
  areaOpen: 'Afficher',
  areaName: 'Nom d’une nouvelle zone',
  areaAdd: 'Ajouter',
  areaAddHint: 'Prenez-la ensuite hors ligne avec le bouton ci-dessus.',
  areaNameWrong: 'Seulement lettres, chiffres, espaces et -, et pas un nom déjà pris.',
  peopleSays:
    'Choisissez la copie à ouvrir. Elle peut être lue et modifiée ; rien n’est envoyé tant que cette personne ne se connecte pas.',
  peopleNobody: 'Faite sans se connecter',
  peopleOpen: 'Ouvrir',
  peopleOpened: 'La copie de {user} est ouverte',
  replaceSays:
    'D’abord, tout ce qui n’est pas envoyé est synchronisé. Puis la zone de cet appareil est retirée, et celle des réglages actuels est prise.',
  replaceLost: {
    one: '{count} modification a été refusée ou ne peut pas être envoyée maintenant. Elle est perdue avec l’ancienne zone, sauf si vous la réglez ou l’exportez avant.',
    many: '{count} modifications ont été refusées ou ne peuvent pas être envoyées maintenant. Elles sont perdues avec l’ancienne zone, sauf si vous les réglez ou les exportez avant.',
    other:
      '{count} modifications ont été refusées ou ne peuvent pas être envoyées maintenant. Elles sont perdues avec l’ancienne zone, sauf si vous les réglez ou les exportez avant.',
  },
  replaceNow: 'Remplacer la zone',
  removeSays: 'La zone, ses photos et tout ce qui va avec quittent cet appareil. Le serveur garde ce qui a été envoyé.',
  removeLost: {
    one: '{count} modification n’a pas été envoyée. Elle est perdue pour de bon, sauf si vous synchronisez ou exportez avant.',
    many: '{count} modifications n’ont pas été envoyées. Elles sont perdues pour de bon, sauf si vous synchronisez ou exportez avant.',
    other:
      '{count} modifications n’ont pas été envoyées. Elles sont perdues pour de bon, sauf si vous synchronisez ou exportez avant.',
  },
  removeNow: 'Retirer de cet appareil',
  removeAlone: 'Retirer sans demander au serveur',
  removeAloneSays: 'Le serveur l’apprendra plus tard, quand il sera joignable.',
  mayBeLost: {
    one: 'Je sais que {count} modification sera perdue',
    many: 'Je sais que {count} modifications seront perdues',
    other: 'Je sais que {count} modifications seront perdues',
  },
  autoSyncWrong:
    'auto-sync : « {value} » n’est pas une liste de load, online, edits, visible et d’un nombre de minutes.',
  wordWrong: '{attribute} : « {value} » n’est rien de {known}.',
};

import type { Language } from '../../common/languages.js';

export const errors: Required<Language>['errors'] = {
  network: [
    'La connexion s’est coupée.',
    'Vos modifications sont gardées sur cet appareil. Réessayez avec une meilleure connexion.',
  ],
  timeout: [
    'Le serveur a mis trop de temps à répondre.',
    'Vos modifications sont gardées sur cet appareil. Réessayez dans un moment.',
  ],
  aborted: ['C’est arrêté.', 'Recommencez quand vous voulez.'],
  'not-json': [
    'Autre chose que le service a répondu.',
    'Si ce réseau montre une page de connexion, ouvrez un site quelconque, connectez-vous-y, puis réessayez.',
  ],
  'bad-reply': [
    'Le serveur a répondu d’une manière qui n’est pas comprise.',
    'Réessayez. Si cela reste, prévenez votre administrateur.',
  ],
  http: ['Le serveur n’a pas pu répondre.', 'Réessayez dans un moment. Si cela reste, prévenez votre administrateur.'],
  'rate-limited': ['Le serveur est occupé et demande d’attendre.', 'Attendez un instant, puis réessayez.'],
  service: [
    'Le service a signalé une erreur.',
    'Réessayez. Si cela reste, dites à votre administrateur ce que le serveur a dit.',
  ],
  'job-failed': [
    'Le serveur a commencé le travail et a abandonné.',
    'Réessayez. Si cela reste, prévenez votre administrateur.',
  ],
  'replica-not-found': [
    'Le serveur ne connaît plus cette zone.',
    'Vos modifications sont gardées. Remettez la zone hors ligne, ou demandez à votre administrateur si elle a été retirée.',
  ],
  'stale-generation': [
    'Le serveur ne peut plus dire ce qui a changé.',
    'Vos modifications sont gardées. Synchronisez à nouveau : tout est reçu une fois de plus.',
  ],
  'not-supported': ['Le service n’offre pas cela.', 'Demandez à votre administrateur de l’activer.'],
  'token-required': ['Le service veut savoir qui vous êtes.', 'Connectez-vous.'],
  'token-invalid': ['Votre connexion a pris fin.', 'Reconnectez-vous. Vos modifications sont gardées.'],
  forbidden: [
    'Vous n’avez pas le droit de faire cela.',
    'Connectez-vous comme quelqu’un qui l’a, ou demandez à votre administrateur. Vos modifications sont gardées.',
  ],
  'user-unknown': [
    'On ne sait pas qui est connecté.',
    'Reconnectez-vous, pour que les modifications portent le bon nom.',
  ],
  'user-mismatch': [
    'Les modifications ici ont été faites par quelqu’un d’autre.',
    'Connectez-vous comme cette personne pour les envoyer.',
  ],
  'anonymous-edits': [
    'Les modifications ici ont été faites sans se connecter.',
    'Dites qu’elles peuvent être envoyées sous votre nom.',
  ],
  'not-loaded': [
    'Une partie de cette page n’a pas été chargée.',
    'Réessayez avec une connexion. Si cela n’aide pas, rechargez la page.',
  ],
  'insecure-context': ['Cette page a été ouverte sans https.', 'Ouvrez-la avec https:// pour travailler hors ligne.'],
  'storage-unavailable': [
    'Ce navigateur ne laisse pas la page garder de données.',
    'Quittez la navigation privée, ou autorisez les données de ce site.',
  ],
  'storage-full': [
    'La mémoire de cet appareil est pleine.',
    'Libérez de la place, puis réessayez. Ce qui est gardé ici reste.',
  ],
  'storage-lost': ['Le navigateur a fermé la mémoire de cette page.', 'Rechargez la page.'],
  'storage-damaged': [
    'Une partie d’une couche sur cet appareil est endommagée.',
    'Synchronisez pour la rapporter. Vos modifications sont gardées.',
  ],
  'schema-newer': [
    'Les données ici ont été écrites par une version plus récente de cette application.',
    'Rechargez la page pour l’obtenir. Rien n’a été changé.',
  ],
  'blocked-by-other-tab': [
    'Un autre onglet tient les données.',
    'Fermez les autres onglets de cette page, puis réessayez.',
  ],
  'stale-holder': ['Un autre onglet a pris le relais.', 'Regardez là-bas, ou réessayez ici.'],
  'invalid-argument': ['Quelque chose dans cette page est mal réglé.', 'Prévenez l’auteur de la page.'],
  'controller-options-conflict': [
    'Deux parties de cette page ne sont pas d’accord sur le service.',
    'Prévenez l’auteur de la page.',
  ],
  'controller-closed': ['La page a fermé cette zone.', 'Rechargez la page.'],
  'no-geodatabase': ['La zone n’est pas encore sur cet appareil.', 'Mettez-la d’abord hors ligne.'],
  'already-registered': ['Ce fichier est déjà sur cet appareil.', 'Synchronisez plutôt.'],
  'registration-not-needed': ['La zone a été mise hors ligne ici même.', 'Synchronisez, sans fichier.'],
  'not-registered': ['Le serveur ne connaît pas encore cette zone.', 'Synchronisez ; rien n’est perdu.'],
  'geodatabase-unregistered': ['Ce fichier a déjà été retiré ici.', 'Demandez un nouveau fichier.'],
  'original-unregistered': ['Le serveur ne connaît plus ce fichier.', 'Demandez un nouveau fichier.'],
  'other-service': ['Ce fichier appartient à un autre service.', 'Choisissez le fichier fait pour cette carte.'],
  'schema-mismatch': ['Les couches ont changé sur le serveur.', 'Demandez un nouveau fichier.'],
  'geodatabase-exists': ['La zone est déjà sur cet appareil.', 'Synchronisez plutôt.'],
  busy: ['Autre chose est en cours avec cette zone.', 'Attendez que ce soit fini.'],
  'pending-edits': [
    'Des modifications ne sont pas encore envoyées.',
    'Synchronisez d’abord, pour que rien ne se perde.',
  ],
  'layer-not-found': ['La couche ne fait pas partie de cette zone.', 'Prévenez l’auteur de la page.'],
  'feature-not-found': [
    'L’entité n’est pas sur cet appareil.',
    'Elle a peut-être été supprimée. Synchronisez pour voir ce que le serveur a.',
  ],
  'edit-not-found': [
    'Il n’y a pas de telle modification sur cet appareil.',
    'Elle a peut-être déjà été envoyée ou annulée.',
  ],
  'attachment-not-found': [
    'Le fichier n’est pas sur cet appareil.',
    'Synchronisez avec une connexion pour le rapporter.',
  ],
  'attachment-refused': [
    'Le fichier ne peut pas être joint.',
    'Il reste sur cet appareil. Voyez ce que le serveur accepte.',
  ],
  'unsupported-query': [
    'Cette question ne peut pas recevoir de réponse sur cet appareil.',
    'Prévenez l’auteur de la page.',
  ],
  'bad-file': ['Le fichier est endommagé, ou n’est pas ce qu’il devrait être.', 'Copiez-le à nouveau d’où il vient.'],
  'wrong-passphrase': [
    'Le fichier est scellé et cette phrase secrète ne l’ouvre pas.',
    'Saisissez-la de nouveau, exactement comme elle a été définie.',
  ],
  'unsupported-file': [
    'Le fichier contient quelque chose qui ne peut pas être lu ici.',
    'Prévenez l’auteur du fichier.',
  ],
  internal: [
    'Quelque chose a mal tourné dans cette page.',
    'Vos modifications sont gardées. Rechargez la page et réessayez.',
  ],
};

export const refusals: Required<Language>['editErrors'] = {
  100: ['Les altitudes (valeurs Z) de la forme manquent.', 'Demandez à votre administrateur : la couche les attend.'],
  1000: ['Le serveur l’a refusé.', 'Réessayez. Si cela reste, prévenez votre administrateur.'],
  1001: ['Un champ qui doit être rempli est vide.', 'Ouvrez l’entité, remplissez-le et synchronisez à nouveau.'],
  1002: ['Les mesures (valeurs M) de la forme manquent.', 'Demandez à votre administrateur : la couche les attend.'],
  1003: [
    'Le serveur l’a repris, parce qu’une autre modification de la même synchronisation a été refusée.',
    'Réglez d’abord les autres, puis réessayez.',
  ],
  1004: [
    'La couche ne permet pas de modifier les formes.',
    'Abandonnez la modification, ou demandez à votre administrateur.',
  ],
  1005: ['La couche n’accepte pas les vraies courbes.', 'Dessinez la forme sans courbes, puis réessayez.'],
  1006: ['Un texte contient du HTML que le service n’autorise pas.', 'Retirez le balisage du texte, puis réessayez.'],
  1007: [
    'Seule la personne qui a créé cette entité peut la modifier.',
    'Abandonnez la modification, ou demandez-la au propriétaire.',
  ],
  1008: [
    'Le serveur n’a pas pu ajouter le fichier.',
    'Réessayez. Si cela reste, le fichier est peut-être trop grand ou d’un type non accepté.',
  ],
  1009: ['Le serveur n’a pas pu remplacer le fichier.', 'Réessayez, ou ajoutez-le comme nouveau fichier.'],
  1010: ['Le serveur n’a pas pu supprimer le fichier.', 'Réessayez. Il a peut-être déjà disparu.'],
  1011: [
    'L’entité n’est plus sur le serveur : quelqu’un l’a supprimée.',
    'Abandonnez la modification, ou créez à nouveau l’entité.',
  ],
  1012: [
    'Le serveur l’a repris, parce qu’une autre modification de la même synchronisation a été refusée.',
    'Réglez d’abord les autres, puis réessayez.',
  ],
  1013: [
    'L’entité a disparu, ou vous ne pouvez pas la voir.',
    'Demandez à votre administrateur, ou abandonnez la modification.',
  ],
  1014: ['Les altitudes (valeurs Z) de la forme manquent.', 'Demandez à votre administrateur : la couche les attend.'],
  1015: ['Le serveur n’a pas pu enregistrer la forme.', 'Dessinez à nouveau la forme, puis réessayez.'],
  1016: ['Le serveur n’a pas pu enregistrer l’une des valeurs.', 'Vérifiez les champs de l’entité, puis réessayez.'],
  1017: ['Le serveur n’a pas pu le faire.', 'Réessayez. Si cela reste, donnez le code à votre administrateur.'],
  1018: ['Le serveur n’a pas pu le faire.', 'Réessayez. Si cela reste, donnez le code à votre administrateur.'],
  1019: ['Le serveur n’a pas pu le faire.', 'Réessayez. Si cela reste, donnez le code à votre administrateur.'],
  1020: ['La couche a perdu son GlobalID.', 'Prévenez votre administrateur.'],
  1021: ['L’entité a un GlobalID vide.', 'Prévenez votre administrateur.'],
  1022: ['Une valeur qui ne peut exister qu’une fois existe déjà.', 'Changez la valeur, puis réessayez.'],
  1023: [
    'Un champ qui ne peut pas être modifié a été changé.',
    'Abandonnez la modification, ou demandez à votre administrateur.',
  ],
  2000: [
    'Le serveur a repris toutes les modifications de cette couche.',
    'Réglez d’abord les autres erreurs de la couche, puis réessayez.',
  ],
  2001: [
    'La couche ne fait plus partie du service.',
    'Prévenez votre administrateur. Votre modification est gardée sur cet appareil.',
  ],
  9001: [
    'Cela appartient à une entité abandonnée et n’a donc pas été envoyé.',
    'Corrigez-le pour qu’il appartienne à une autre entité, ou abandonnez-le aussi.',
  ],
  9002: [
    'La couche a changé sur le serveur et n’a plus de place pour cela.',
    'Prévenez votre administrateur ou abandonnez la modification. Elle est gardée sur cet appareil.',
  ],
  9003: [
    'Cette seule modification dépasse ce que le serveur accepte.',
    'Demandez à votre administrateur d’autoriser des requêtes plus grandes, puis réessayez.',
  ],
  9004: [
    'Le serveur prend les autres modifications, mais aucune avec celle-ci.',
    'Vérifiez les champs de l’entité et réessayez, ou dites à votre administrateur ce que le serveur a répondu.',
  ],
  [-2147217395]: [
    'Le serveur n’a pas pu enregistrer l’une des valeurs.',
    'Vérifiez les champs de l’entité, puis réessayez.',
  ],
  [-2147207418]: ['Une règle de la couche interdit ces valeurs.', 'Vérifiez les champs de l’entité, puis réessayez.'],
};

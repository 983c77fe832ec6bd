import type { Language } from '../../common/languages.js';

export const syncProgress: Language['messages'] = {
  registered: 'Enregistré auprès du serveur',
  progressName: 'Avancement de la synchronisation',
  pause: 'Mettre en pause',
  ofBytes: '{done} sur {total}',
  failed: 'Échec de la synchronisation',
  takeFailed: 'Échec de la mise hors ligne',
  cancelled: 'Annulé',
  done: 'Synchronisation terminée',
  doneRefused: {
    one: 'Synchronisation terminée, {count} modification refusée',
    many: 'Synchronisation terminée, {count} modifications refusées',
    other: 'Synchronisation terminée, {count} modifications refusées',
  },
  taken: 'La zone est sur cet appareil',
  removed: 'La zone a été retirée de cet appareil',
  sentChanges: {
    one: '{count} modification envoyée',
    many: '{count} modifications envoyées',
    other: '{count} modifications envoyées',
  },
  sentAttachments: {
    one: '{count} pièce jointe envoyée',
    many: '{count} pièces jointes envoyées',
    other: '{count} pièces jointes envoyées',
  },
  receivedFeatures: { one: '{count} entité reçue', many: '{count} entités reçues', other: '{count} entités reçues' },
  receivedAttachments: {
    one: '{count} pièce jointe reçue',
    many: '{count} pièces jointes reçues',
    other: '{count} pièces jointes reçues',
  },
  nothingNew: 'Rien de nouveau d’aucun côté',
  noteVersion: 'Envoyé à la version {version} : les autres le verront quand le bureau l’aura publiée.',
  noteSomeVersion: 'Envoyé à une version propre : les autres le verront quand le bureau l’aura publiée.',
  noteAnew: 'Le serveur n’a pas pu dire ce qui avait changé : tout a été reçu à nouveau.',
  noteReplaced:
    'Le serveur ne connaissait plus cette zone. Elle y a été recréée, et les modifications non envoyées ont été reprises.',
  noteBoth: 'Ce service ne peut pas seulement envoyer ou seulement recevoir : les deux ont été faits.',
  noteConflicts: {
    one: '{count} entité a aussi été modifiée par d’autres : elle attend votre décision et n’a pas été envoyée',
    many: '{count} entités ont aussi été modifiées par d’autres : elles attendent votre décision et n’ont pas été envoyées',
    other:
      '{count} entités ont aussi été modifiées par d’autres : elles attendent votre décision et n’ont pas été envoyées',
  },
  notePhotosManual: 'Pièces jointes qui attendent que vous les envoyiez : {count}. Leurs entités sont envoyées.',
  notePhotosMobile: 'Pièces jointes qui attendent le Wi-Fi : {count}. Leurs entités sont envoyées.',
  notePhotosSaver:
    'Pièces jointes qui attendent car l’économie de données est activée : {count}. Leurs entités sont envoyées.',
  notePhotosUnknown:
    'Pièces jointes en attente : {count}. Leurs entités sont envoyées, mais ce navigateur ne distingue pas le Wi-Fi des données mobiles : envoyez-les en Wi-Fi.',
  sendPhotos: 'Envoyer les pièces jointes maintenant',
  photosWait: 'Les laisser attendre',
  photosAsk:
    'Les pièces jointes peuvent-elles passer par cette connexion ? Votre réponse vaut tant que cette page est ouverte.',
  noteUnseen:
    'Le service ne répond pas aux questions sur ses entités : si d’autres ont modifié les mêmes, les vôtres comptent.',
  noteRolledBack: {
    one: 'Le serveur a repris {count} modification parce qu’une autre a été refusée. Elle est gardée et sera renvoyée.',
    many: 'Le serveur a repris {count} modifications parce qu’une autre a été refusée. Elles sont gardées et seront renvoyées.',
    other:
      'Le serveur a repris {count} modifications parce qu’une autre a été refusée. Elles sont gardées et seront renvoyées.',
  },
  noteDoubled: {
    one: '{count} entité est deux fois sur le serveur. Demandez à votre administrateur laquelle garder.',
    many: '{count} entités sont deux fois sur le serveur. Demandez à votre administrateur lesquelles garder.',
    other: '{count} entités sont deux fois sur le serveur. Demandez à votre administrateur lesquelles garder.',
  },
  doubledRow: '{layer} : ObjectID {ids}',
  noteSchema: {
    one: 'Les couches ont changé sur le serveur : {count} différence',
    many: 'Les couches ont changé sur le serveur : {count} différences',
    other: 'Les couches ont changé sur le serveur : {count} différences',
  },
  fieldAdded: '{layer} : le champ {field} est nouveau.',
  fieldRemoved: '{layer} : le champ {field} n’existe plus.',
  fieldType: '{layer} : le champ {field} était de type {was} et est maintenant de type {is}.',
  fieldLength: '{layer} : le champ {field} prenait {was} caractères et en prend maintenant {is}.',
  fieldLengthOther: '{layer} : la longueur du champ {field} a changé.',
  fieldMayBeEmpty: '{layer} : le champ {field} peut maintenant être vide.',
  fieldMustBeFilled: '{layer} : le champ {field} doit maintenant être rempli.',
  fieldEditable: '{layer} : le champ {field} peut maintenant être modifié.',
  fieldReadOnly: '{layer} : le champ {field} ne peut plus être modifié.',
  shapeKind: '{layer} : les formes étaient {was} et sont maintenant {is}.',
  noShape: 'aucune',
  serverSaid: 'Le serveur a dit : {text}',
};

import type { Language } from '../../common/languages.js';

export const syncProgress: Language['messages'] = {
  registered: 'Beim Server angemeldet',
  progressName: 'Fortschritt des Abgleichs',
  pause: 'Anhalten',
  ofBytes: '{done} von {total}',
  failed: 'Abgleich gescheitert',
  takeFailed: 'Offline-Nehmen gescheitert',
  cancelled: 'Abgebrochen',
  done: 'Abgleich fertig',
  doneRefused: {
    one: 'Abgleich fertig, {count} Änderung abgelehnt',
    other: 'Abgleich fertig, {count} Änderungen abgelehnt',
  },
  taken: 'Das Gebiet ist auf diesem Gerät',
  removed: 'Das Gebiet wurde von diesem Gerät entfernt',
  sentChanges: { one: '{count} Änderung gesendet', other: '{count} Änderungen gesendet' },
  sentAttachments: { one: '{count} Anhang gesendet', other: '{count} Anhänge gesendet' },
  receivedFeatures: { one: '{count} Feature empfangen', other: '{count} Features empfangen' },
  receivedAttachments: { one: '{count} Anhang empfangen', other: '{count} Anhänge empfangen' },
  nothingNew: 'Auf keiner Seite etwas Neues',
  noteVersion: 'An die Version {version} gesendet: Andere sehen es, wenn das Büro sie übernommen hat.',
  noteSomeVersion: 'An eine eigene Version gesendet: Andere sehen es, wenn das Büro sie übernommen hat.',
  noteAnew: 'Der Server konnte nicht sagen, was sich geändert hat: Alles wurde neu empfangen.',
  noteReplaced:
    'Der Server kannte dieses Gebiet nicht mehr. Es wurde dort neu eingerichtet, nicht gesendete Änderungen wurden übernommen.',
  noteBoth: 'Dieser Service kann nicht nur senden oder nur empfangen: Beides wurde getan.',
  noteConflicts: {
    one: '{count} Feature wurde auch von anderen geändert: Es wartet auf Ihre Entscheidung und wurde nicht gesendet',
    other:
      '{count} Features wurden auch von anderen geändert: Sie warten auf Ihre Entscheidung und wurden nicht gesendet',
  },
  notePhotosManual: 'Anhänge, die warten, bis Sie sie senden: {count}. Ihre Features sind gesendet.',
  notePhotosMobile: 'Anhänge, die auf WLAN warten: {count}. Ihre Features sind gesendet.',
  notePhotosSaver: 'Anhänge, die warten, weil Daten gespart werden: {count}. Ihre Features sind gesendet.',
  notePhotosUnknown:
    'Anhänge, die warten: {count}. Ihre Features sind gesendet, aber dieser Browser kann WLAN nicht von mobilen Daten unterscheiden: Senden Sie sie im WLAN.',
  sendPhotos: 'Anhänge jetzt senden',
  photosWait: 'Warten lassen',
  photosAsk: 'Dürfen Anhänge über diese Verbindung gehen? Ihre Antwort gilt, solange diese Seite offen ist.',
  noteUnseen: 'Der Service gibt über seine Features keine Auskunft: Haben andere dieselben geändert, gelten Ihre.',
  noteRolledBack: {
    one: '{count} Änderung hat der Server zurückgenommen, weil eine andere abgelehnt wurde. Sie ist aufbewahrt und wird wieder gesendet.',
    other:
      '{count} Änderungen hat der Server zurückgenommen, weil eine andere abgelehnt wurde. Sie sind aufbewahrt und werden wieder gesendet.',
  },
  noteDoubled: {
    one: '{count} Feature ist doppelt auf dem Server. Fragen Sie Ihren Admin, welches bleiben soll.',
    other: '{count} Features sind doppelt auf dem Server. Fragen Sie Ihren Admin, welche bleiben sollen.',
  },
  doubledRow: '{layer}: ObjectIDs {ids}',
  noteSchema: {
    one: 'Die Layer wurden auf dem Server geändert: {count} Unterschied',
    other: 'Die Layer wurden auf dem Server geändert: {count} Unterschiede',
  },
  fieldAdded: '{layer}: Das Feld {field} ist neu.',
  fieldRemoved: '{layer}: Das Feld {field} ist weg.',
  fieldType: '{layer}: Das Feld {field} war vom Typ {was} und ist jetzt vom Typ {is}.',
  fieldLength: '{layer}: Das Feld {field} fasste {was} Zeichen und fasst jetzt {is}.',
  fieldLengthOther: '{layer}: Die Länge des Felds {field} wurde geändert.',
  fieldMayBeEmpty: '{layer}: Das Feld {field} darf jetzt leer sein.',
  fieldMustBeFilled: '{layer}: Das Feld {field} muss jetzt ausgefüllt werden.',
  fieldEditable: '{layer}: Das Feld {field} kann jetzt bearbeitet werden.',
  fieldReadOnly: '{layer}: Das Feld {field} kann nicht mehr bearbeitet werden.',
  shapeKind: '{layer}: Die Formen waren {was} und sind jetzt {is}.',
  noShape: 'keine',
  serverSaid: 'Der Server sagte: {text}',
};

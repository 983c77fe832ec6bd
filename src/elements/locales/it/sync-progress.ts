import type { Language } from '../../common/languages.js';

export const syncProgress: Language['messages'] = {
  registered: 'Registrato sul server',
  progressName: 'Avanzamento della sincronizzazione',
  pause: 'Metti in pausa',
  ofBytes: '{done} di {total}',
  failed: 'Sincronizzazione non riuscita',
  takeFailed: 'Passaggio offline non riuscito',
  cancelled: 'Annullato',
  done: 'Sincronizzazione finita',
  doneRefused: {
    one: 'Sincronizzazione finita, {count} modifica rifiutata',
    many: 'Sincronizzazione finita, {count} modifiche rifiutate',
    other: 'Sincronizzazione finita, {count} modifiche rifiutate',
  },
  taken: 'L’area è su questo dispositivo',
  removed: 'L’area è stata rimossa da questo dispositivo',
  sentChanges: {
    one: '{count} modifica inviata',
    many: '{count} modifiche inviate',
    other: '{count} modifiche inviate',
  },
  sentAttachments: {
    one: '{count} allegato inviato',
    many: '{count} allegati inviati',
    other: '{count} allegati inviati',
  },
  receivedFeatures: {
    one: '{count} entità ricevuta',
    many: '{count} entità ricevute',
    other: '{count} entità ricevute',
  },
  receivedAttachments: {
    one: '{count} allegato ricevuto',
    many: '{count} allegati ricevuti',
    other: '{count} allegati ricevuti',
  },
  nothingNew: 'Niente di nuovo da nessuna delle due parti',
  noteVersion: 'Inviato alla versione {version}: gli altri lo vedranno quando l’ufficio l’avrà pubblicata.',
  noteSomeVersion: 'Inviato a una versione propria: gli altri lo vedranno quando l’ufficio l’avrà pubblicata.',
  noteAnew: 'Il server non ha saputo dire che cosa era cambiato: tutto è stato ricevuto di nuovo.',
  noteReplaced:
    'Il server non conosceva più quest’area. È stata ricreata e le modifiche non inviate sono state riprese.',
  noteBoth: 'Questo servizio non può solo inviare o solo ricevere: sono state fatte entrambe le cose.',
  noteConflicts: {
    one: '{count} entità è stata modificata anche da altri: aspetta la sua decisione e non è stata inviata',
    many: '{count} entità sono state modificate anche da altri: aspettano la sua decisione e non sono state inviate',
    other: '{count} entità sono state modificate anche da altri: aspettano la sua decisione e non sono state inviate',
  },
  sendPhotos: 'Inviare ora gli allegati',
  notePhotosManual: 'Allegati che attendono il suo invio: {count}. Le loro feature sono inviate.',
  notePhotosMobile: 'Allegati che attendono il Wi-Fi: {count}. Le loro feature sono inviate.',
  notePhotosSaver: 'Allegati in attesa perché il risparmio dati è attivo: {count}. Le loro feature sono inviate.',
  notePhotosUnknown:
    'Allegati in attesa: {count}. Questo browser non distingue il Wi-Fi dai dati mobili; li invii quando è in Wi-Fi.',
  noteUnseen:
    'Il servizio non risponde a domande sulle sue entità: se altri hanno modificato le stesse, valgono le sue.',
  noteRolledBack: {
    one: 'Il server ha ritirato {count} modifica perché un’altra è stata rifiutata. È conservata e sarà inviata di nuovo.',
    many: 'Il server ha ritirato {count} modifiche perché un’altra è stata rifiutata. Sono conservate e saranno inviate di nuovo.',
    other:
      'Il server ha ritirato {count} modifiche perché un’altra è stata rifiutata. Sono conservate e saranno inviate di nuovo.',
  },
  noteDoubled: {
    one: '{count} entità è due volte sul server. Chieda all’amministratore quale tenere.',
    many: '{count} entità sono due volte sul server. Chieda all’amministratore quali tenere.',
    other: '{count} entità sono due volte sul server. Chieda all’amministratore quali tenere.',
  },
  doubledRow: '{layer}: ObjectID {ids}',
  noteSchema: {
    one: 'I layer sono cambiati sul server: {count} differenza',
    many: 'I layer sono cambiati sul server: {count} differenze',
    other: 'I layer sono cambiati sul server: {count} differenze',
  },
  fieldAdded: '{layer}: il campo {field} è nuovo.',
  fieldRemoved: '{layer}: il campo {field} non c’è più.',
  fieldType: '{layer}: il campo {field} era di tipo {was} e ora è di tipo {is}.',
  fieldLength: '{layer}: il campo {field} conteneva {was} caratteri e ora ne contiene {is}.',
  fieldLengthOther: '{layer}: la lunghezza del campo {field} è cambiata.',
  fieldMayBeEmpty: '{layer}: il campo {field} ora può essere vuoto.',
  fieldMustBeFilled: '{layer}: il campo {field} ora va compilato.',
  fieldEditable: '{layer}: il campo {field} ora si può modificare.',
  fieldReadOnly: '{layer}: il campo {field} non si può più modificare.',
  shapeKind: '{layer}: le forme erano {was} e ora sono {is}.',
  noShape: 'nessuna',
  serverSaid: 'Il server ha detto: {text}',
};

import type { Language } from '../../common/languages.js';

export const errors: Required<Language>['errors'] = {
  network: [
    'La connessione si è interrotta.',
    'Le sue modifiche sono conservate su questo dispositivo. Riprovi con una connessione migliore.',
  ],
  timeout: [
    'Il server ci ha messo troppo a rispondere.',
    'Le sue modifiche sono conservate su questo dispositivo. Riprovi fra un po’.',
  ],
  aborted: ['È stato fermato.', 'Ricominci quando vuole.'],
  'not-json': [
    'Ha risposto qualcosa che non è il servizio.',
    'Se questa rete mostra una pagina di accesso, apra un sito qualsiasi, acceda lì, poi riprovi.',
  ],
  'bad-reply': [
    'Il server ha risposto in un modo che non si capisce.',
    'Riprovi. Se resta così, lo dica all’amministratore.',
  ],
  http: ['Il server non ha potuto rispondere.', 'Riprovi fra un po’. Se resta così, lo dica all’amministratore.'],
  'rate-limited': ['Il server è occupato e chiede di aspettare.', 'Aspetti un momento, poi riprovi.'],
  service: [
    'Il servizio ha segnalato un errore.',
    'Riprovi. Se resta così, dica all’amministratore che cosa ha detto il server.',
  ],
  'job-failed': [
    'Il server ha iniziato il lavoro e ha rinunciato.',
    'Riprovi. Se resta così, lo dica all’amministratore.',
  ],
  'replica-not-found': [
    'Il server non conosce più quest’area.',
    'Le sue modifiche sono conservate. Porti di nuovo l’area offline o chieda all’amministratore se è stata rimossa.',
  ],
  'stale-generation': [
    'Il server non sa più dire che cosa è cambiato.',
    'Le sue modifiche sono conservate. Sincronizzi di nuovo: tutto viene ricevuto da capo.',
  ],
  'not-supported': ['Il servizio non lo offre.', 'Chieda all’amministratore di attivarlo.'],
  'token-required': ['Il servizio vuole sapere chi è lei.', 'Acceda.'],
  'token-invalid': ['Il suo accesso è scaduto.', 'Acceda di nuovo. Le sue modifiche sono conservate.'],
  forbidden: [
    'Non ha il permesso di farlo.',
    'Acceda come qualcuno che lo ha, o chieda all’amministratore. Le sue modifiche sono conservate.',
  ],
  'user-unknown': [
    'Non si sa chi ha effettuato l’accesso.',
    'Acceda di nuovo, perché le modifiche portino il nome giusto.',
  ],
  'user-mismatch': [
    'Le modifiche qui sono state fatte da un’altra persona.',
    'Acceda come quella persona per inviarle.',
  ],
  'anonymous-edits': [
    'Le modifiche qui sono state fatte senza accesso.',
    'Dica che possono essere inviate a suo nome.',
  ],
  'not-loaded': [
    'Una parte di questa pagina non è stata caricata.',
    'Riprovi con una connessione. Se non serve, ricarichi la pagina.',
  ],
  'insecure-context': ['Questa pagina è stata aperta senza https.', 'La apra con https:// per lavorare offline.'],
  'storage-unavailable': [
    'Questo browser non lascia che la pagina conservi dati.',
    'Esca dalla navigazione privata o permetta i dati di questo sito.',
  ],
  'storage-full': [
    'La memoria di questo dispositivo è piena.',
    'Liberi spazio, poi riprovi. Ciò che è conservato qui resta.',
  ],
  'storage-lost': ['Il browser ha chiuso la memoria di questa pagina.', 'Ricarichi la pagina.'],
  'storage-damaged': [
    'Una parte di un layer su questo dispositivo è danneggiata.',
    'Sincronizzi per riprendere quel layer. Le sue modifiche sono conservate.',
  ],
  'schema-newer': [
    'I dati qui sono stati scritti da una versione più nuova di questa app.',
    'Ricarichi la pagina per averla. Nulla è stato cambiato.',
  ],
  'blocked-by-other-tab': ['Un’altra scheda tiene i dati.', 'Chiuda le altre schede di questa pagina, poi riprovi.'],
  'stale-holder': ['Un’altra scheda è subentrata.', 'Guardi lì, o riprovi qui.'],
  'invalid-argument': ['Qualcosa in questa pagina è impostato male.', 'Lo dica a chi ha fatto la pagina.'],
  'controller-options-conflict': [
    'Due parti di questa pagina non concordano sul servizio.',
    'Lo dica a chi ha fatto la pagina.',
  ],
  'controller-closed': ['La pagina ha chiuso quest’area.', 'Ricarichi la pagina.'],
  'no-geodatabase': ['L’area non è ancora su questo dispositivo.', 'La porti prima offline.'],
  'already-registered': ['Questo file è già su questo dispositivo.', 'Sincronizza.'],
  'registration-not-needed': [
    'La zona è stata portata offline su questo stesso dispositivo.',
    'Non serve alcun file. Sincronizza.',
  ],
  'not-registered': [
    'La zona viene da un file e il server non la conosce ancora.',
    'Sincronizza quando c’è una connessione. Le modifiche restano qui.',
  ],
  'geodatabase-unregistered': [
    'Questo file era già stato caricato qui ed è stato rimosso.',
    'Non può essere usato di nuovo. Chiedi un nuovo file o porta di nuovo la zona offline.',
  ],
  'original-unregistered': [
    'Il server non conosce più l’origine di questo file.',
    'Chiedi un nuovo file o porta di nuovo la zona offline. Le modifiche restano qui.',
  ],
  'other-service': ['Questo file appartiene a un altro servizio.', 'Scegli il file fatto per questa mappa.'],
  'schema-mismatch': [
    'I layer sono cambiati sul server da quando il file è stato creato.',
    'Chiedi un nuovo file o porta di nuovo la zona offline.',
  ],
  'geodatabase-exists': ['L’area è già su questo dispositivo.', 'Sincronizzi invece.'],
  busy: ['Con quest’area si sta facendo altro.', 'Aspetti che finisca.'],
  'pending-edits': ['Ci sono modifiche non ancora inviate.', 'Sincronizzi prima, così non si perde nulla.'],
  'layer-not-found': ['Il layer non fa parte di quest’area.', 'Lo dica a chi ha fatto la pagina.'],
  'feature-not-found': [
    'L’entità non è su questo dispositivo.',
    'Forse è stata eliminata. Sincronizzi per vedere che cosa ha il server.',
  ],
  'edit-not-found': ['Su questo dispositivo non c’è una modifica così.', 'Forse è già stata inviata o annullata.'],
  'attachment-not-found': ['Il file non è su questo dispositivo.', 'Sincronizzi con una connessione per prenderlo.'],
  'attachment-refused': [
    'Il file non può essere allegato.',
    'Resta su questo dispositivo. Veda che cosa accetta il server.',
  ],
  'unsupported-query': [
    'A questa domanda non si può rispondere su questo dispositivo.',
    'Lo dica a chi ha fatto la pagina.',
  ],
  'bad-file': ['Il file è danneggiato, o non è quello che dovrebbe.', 'Lo copi di nuovo da dove viene.'],
  'wrong-passphrase': [
    'Il file è sigillato e questa passphrase non lo apre.',
    'La digiti di nuovo, esattamente come è stata impostata.',
  ],
  'unsupported-file': ['Il file contiene qualcosa che qui non si può leggere.', 'Lo dica a chi ha fatto il file.'],
  internal: [
    'Qualcosa è andato storto in questa pagina.',
    'Le sue modifiche sono conservate. Ricarichi la pagina e riprovi.',
  ],
};

export const refusals: Required<Language>['editErrors'] = {
  100: ['Mancano le quote (valori Z) della forma.', 'Chieda all’amministratore: il layer le richiede.'],
  1000: ['Il server l’ha rifiutato.', 'Riprovi. Se resta così, lo dica all’amministratore.'],
  1001: ['Un campo da compilare è vuoto.', 'Apra l’entità, lo compili e sincronizzi di nuovo.'],
  1002: ['Mancano le misure (valori M) della forma.', 'Chieda all’amministratore: il layer le richiede.'],
  1003: [
    'Il server l’ha ritirato, perché un’altra modifica della stessa sincronizzazione è stata rifiutata.',
    'Sistemi prima le altre, poi riprovi.',
  ],
  1004: ['Il layer non permette di modificare le forme.', 'Scarti la modifica o chieda all’amministratore.'],
  1005: ['Il layer non accetta curve vere.', 'Disegni la forma senza curve, poi riprovi.'],
  1006: ['Un testo contiene HTML che il servizio non permette.', 'Tolga la marcatura dal testo, poi riprovi.'],
  1007: ['Solo chi ha creato questa entità può modificarla.', 'Scarti la modifica o la chieda al proprietario.'],
  1008: [
    'Il server non ha potuto aggiungere il file.',
    'Riprovi. Se resta così, forse è troppo grande o di un tipo che non accetta.',
  ],
  1009: ['Il server non ha potuto sostituire il file.', 'Riprovi, o lo aggiunga come nuovo file.'],
  1010: ['Il server non ha potuto eliminare il file.', 'Riprovi. Forse non c’è già più.'],
  1011: ['L’entità non è più sul server: qualcuno l’ha eliminata.', 'Scarti la modifica o crei di nuovo l’entità.'],
  1012: [
    'Il server l’ha ritirato, perché un’altra modifica della stessa sincronizzazione è stata rifiutata.',
    'Sistemi prima le altre, poi riprovi.',
  ],
  1013: ['L’entità non c’è più, o lei non può vederla.', 'Chieda all’amministratore o scarti la modifica.'],
  1014: ['Mancano le quote (valori Z) della forma.', 'Chieda all’amministratore: il layer le richiede.'],
  1015: ['Il server non ha potuto accettare la forma.', 'Disegni di nuovo la forma, poi riprovi.'],
  1016: ['Il server non ha potuto accettare uno dei valori.', 'Controlli i campi dell’entità, poi riprovi.'],
  1017: ['Il server non ha potuto farlo.', 'Riprovi. Se resta così, dia il codice all’amministratore.'],
  1018: ['Il server non ha potuto farlo.', 'Riprovi. Se resta così, dia il codice all’amministratore.'],
  1019: ['Il server non ha potuto farlo.', 'Riprovi. Se resta così, dia il codice all’amministratore.'],
  1020: ['Il layer ha perso il suo GlobalID.', 'Lo dica all’amministratore.'],
  1021: ['L’entità ha un GlobalID vuoto.', 'Lo dica all’amministratore.'],
  1022: ['Esiste già un valore che può comparire una volta sola.', 'Cambi il valore, poi riprovi.'],
  1023: ['È stato modificato un campo che non si può modificare.', 'Scarti la modifica o chieda all’amministratore.'],
  2000: [
    'Il server ha ritirato tutte le modifiche di questo layer.',
    'Sistemi prima gli altri errori del layer, poi riprovi.',
  ],
  2001: [
    'Il layer non fa più parte del servizio.',
    'Lo dica all’amministratore. La sua modifica è conservata su questo dispositivo.',
  ],
  9001: [
    'Appartiene a un’entità scartata, quindi non è stato inviato.',
    'Lo corregga perché appartenga a un’altra entità, oppure scarti anche questo.',
  ],
  9002: [
    'Il layer è cambiato sul server e non ha più posto per questo.',
    'Lo dica all’amministratore o scarti la modifica. È conservata su questo dispositivo.',
  ],
  9003: [
    'Questa sola modifica è più grande di quanto il server accetti.',
    'Chieda all’amministratore di consentire richieste più grandi, poi riprovi.',
  ],
  9004: [
    'Il server accetta le altre modifiche, ma nessuna insieme a questa.',
    'Controlli i campi dell’entità e riprovi, oppure dica all’amministratore che cosa ha risposto il server.',
  ],
  [-2147217395]: ['Il server non ha potuto accettare uno dei valori.', 'Controlli i campi dell’entità, poi riprovi.'],
  [-2147207418]: ['Una regola del layer vieta questi valori.', 'Controlli i campi dell’entità, poi riprovi.'],
};

import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Non è stato ancora sincronizzato nulla',
  receiptSync: 'Sincronizzazione',
  receiptTake: 'Portata offline',
  receiptRegister: 'Registrata sul server',
  receiptRemove: 'Rimossa',
  receiptSent: '{count} inviati',
  receiptReceived: '{count} ricevuti',
  receiptRefused: '{count} rifiutati',
  receiptNothing: 'nulla di nuovo',
  receiptTook: 'durata {time}',
  areasNone: 'Nessun’altra area su questo dispositivo',
  areaDefault: 'Area principale',
  areaHere: 'mostrata ora',
  areaOpen: 'Mostra',
  areaName: 'Nome di una nuova area',
  areaAdd: 'Aggiungi',
  areaAddHint: 'Poi la porti offline con il pulsante qui sopra.',
  areaNameWrong: 'Solo lettere, numeri, spazi e -, e non un nome già presente.',
  peopleSays:
    'Scegliere di chi aprire la copia. Si può leggere e modificare; nulla viene inviato finché quella persona non accede.',
  peopleNobody: 'Fatta senza accedere',
  peopleOpen: 'Aprire',
  peopleOpened: 'La copia di {user} è aperta',
  replaceSays:
    'Prima si sincronizza tutto ciò che non è inviato. Poi l’area su questo dispositivo viene rimossa e si prende quella delle impostazioni attuali.',
  replaceLost: {
    one: '{count} modifica è stata rifiutata o ora non può essere inviata. Va persa con la vecchia area, se prima non la risolve o la esporta.',
    many: '{count} modifiche sono state rifiutate o ora non possono essere inviate. Vanno perse con la vecchia area, se prima non le risolve o le esporta.',
    other:
      '{count} modifiche sono state rifiutate o ora non possono essere inviate. Vanno perse con la vecchia area, se prima non le risolve o le esporta.',
  },
  replaceNow: 'Sostituisci l’area',
  removeSays:
    'L’area, le sue foto e tutto il resto lasciano questo dispositivo. Il server conserva ciò che è stato inviato.',
  removeLost: {
    one: '{count} modifica non è stata inviata. Va persa per sempre, se prima non sincronizza o esporta.',
    many: '{count} modifiche non sono state inviate. Vanno perse per sempre, se prima non sincronizza o esporta.',
    other: '{count} modifiche non sono state inviate. Vanno perse per sempre, se prima non sincronizza o esporta.',
  },
  removeNow: 'Rimuovi da questo dispositivo',
  removeAlone: 'Rimuovi senza chiedere al server',
  removeAloneSays: 'Il server lo saprà più tardi, quando sarà raggiungibile.',
  mayBeLost: {
    one: 'So che {count} modifica andrà persa',
    many: 'So che {count} modifiche andranno perse',
    other: 'So che {count} modifiche andranno perse',
  },
  autoSyncWrong: 'auto-sync: «{value}» non è un elenco di load, online, edits, visible e un numero di minuti.',
  wordWrong: '{attribute}: «{value}» non è nulla di {known}.',
};

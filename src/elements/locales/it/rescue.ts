import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Esporta le modifiche non inviate',
  rescueHandOver: 'Consegna a un altro dispositivo',
  rescueImport: 'Importa da un altro dispositivo',
  rescueTakeBack: {
    one: 'Riprendi {count} modifica',
    many: 'Riprendi {count} modifiche',
    other: 'Riprendi {count} modifiche',
  },
  rescuePassphrase: 'Passphrase del file (facoltativa)',
  rescueWorking: 'Lavoro sul file…',
  rescueExported: {
    one: '{count} modifica è nel file «{name}».',
    many: '{count} modifiche sono nel file «{name}».',
    other: '{count} modifiche sono nel file «{name}».',
  },
  rescueHandedOver: {
    one: '{count} modifica è nel file «{name}». Qui resta congelata finché l’altro dispositivo non l’ha inviata o Lei non la riprende.',
    many: '{count} modifiche sono nel file «{name}». Qui restano congelate finché l’altro dispositivo non le ha inviate o Lei non le riprende.',
    other:
      '{count} modifiche sono nel file «{name}». Qui restano congelate finché l’altro dispositivo non le ha inviate o Lei non le riprende.',
  },
  rescueImported: {
    one: '{count} modifica è stata acquisita. Parte con la prossima sincronizzazione.',
    many: '{count} modifiche sono state acquisite. Partono con la prossima sincronizzazione.',
    other: '{count} modifiche sono state acquisite. Partono con la prossima sincronizzazione.',
  },
  rescueKnown: 'Tutto ciò che è nel file è già qui.',
  rescueTakenBack: 'Ripreso. La prossima sincronizzazione chiede al server che cosa è arrivato.',
  olderTab: 'Un’altra scheda ha aperto una versione precedente di questa pagina: la chiuda e questa prosegue da sola',
};

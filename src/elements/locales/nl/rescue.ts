import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Niet-verzonden wijzigingen exporteren',
  rescueHandOver: 'Aan een ander apparaat overdragen',
  rescueImport: 'Van een ander apparaat importeren',
  rescueTakeBack: { one: '{count} wijziging terugnemen', other: '{count} wijzigingen terugnemen' },
  rescuePassphrase: 'Wachtzin voor het bestand (niet verplicht)',
  rescueWorking: 'Bezig met het bestand…',
  rescueExported: {
    one: '{count} wijziging staat in het bestand “{name}”.',
    other: '{count} wijzigingen staan in het bestand “{name}”.',
  },
  rescueHandedOver: {
    one: '{count} wijziging staat in het bestand “{name}”. Hier is die bevroren tot het andere apparaat haar heeft verzonden of u haar terugneemt.',
    other:
      '{count} wijzigingen staan in het bestand “{name}”. Hier zijn ze bevroren tot het andere apparaat ze heeft verzonden of u ze terugneemt.',
  },
  rescueImported: {
    one: '{count} wijziging is overgenomen. Die gaat mee met de volgende synchronisatie.',
    other: '{count} wijzigingen zijn overgenomen. Ze gaan mee met de volgende synchronisatie.',
  },
  rescueKnown: 'Alles in het bestand is hier al.',
  rescueTakenBack: 'Teruggenomen. De volgende synchronisatie vraagt de server wat is aangekomen.',
  olderTab: 'Een ander tabblad heeft een oudere versie van deze pagina open: sluit het, dan gaat deze vanzelf verder',
};

import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Nicht gesendete Änderungen exportieren',
  rescueHandOver: 'An ein anderes Gerät übergeben',
  rescueImport: 'Von einem anderen Gerät importieren',
  rescueTakeBack: { one: '{count} Änderung zurücknehmen', other: '{count} Änderungen zurücknehmen' },
  rescuePassphrase: 'Kennwort für die Datei (freiwillig)',
  rescueWorking: 'Die Datei wird bearbeitet…',
  rescueExported: {
    one: '{count} Änderung ist in der Datei „{name}“.',
    other: '{count} Änderungen sind in der Datei „{name}“.',
  },
  rescueHandedOver: {
    one: '{count} Änderung ist in der Datei „{name}“. Sie ist hier eingefroren, bis das andere Gerät sie gesendet hat oder Sie sie zurücknehmen.',
    other:
      '{count} Änderungen sind in der Datei „{name}“. Sie sind hier eingefroren, bis das andere Gerät sie gesendet hat oder Sie sie zurücknehmen.',
  },
  rescueImported: {
    one: '{count} Änderung wurde übernommen. Sie geht mit dem nächsten Abgleich.',
    other: '{count} Änderungen wurden übernommen. Sie gehen mit dem nächsten Abgleich.',
  },
  rescueKnown: 'Alles in der Datei ist schon hier.',
  rescueTakenBack: 'Zurückgenommen. Der nächste Abgleich fragt den Server, was angekommen ist.',
};

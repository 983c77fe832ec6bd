import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Exportera ej skickade ändringar',
  rescueHandOver: 'Lämna över till en annan enhet',
  rescueImport: 'Importera från en annan enhet',
  rescueTakeBack: { one: 'Ta tillbaka {count} ändring', other: 'Ta tillbaka {count} ändringar' },
  rescuePassphrase: 'Lösenfras för filen (valfri)',
  rescueWorking: 'Arbetar med filen…',
  rescueExported: {
    one: '{count} ändring finns i filen ”{name}”.',
    other: '{count} ändringar finns i filen ”{name}”.',
  },
  rescueHandedOver: {
    one: '{count} ändring finns i filen ”{name}”. Den är fryst här tills den andra enheten har skickat den eller du tar tillbaka den.',
    other:
      '{count} ändringar finns i filen ”{name}”. De är frysta här tills den andra enheten har skickat dem eller du tar tillbaka dem.',
  },
  rescueImported: {
    one: '{count} ändring togs in. Den går med nästa synkning.',
    other: '{count} ändringar togs in. De går med nästa synkning.',
  },
  rescueKnown: 'Allt i filen finns redan här.',
  rescueTakenBack: 'Tillbakataget. Nästa synkning frågar servern vad som har kommit fram.',
  olderTab: 'En annan flik har en äldre version av sidan öppen: stäng den så fortsätter den här av sig själv',
};

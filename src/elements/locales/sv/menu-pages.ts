import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Inget har synkats än',
  receiptSync: 'Synkning',
  receiptTake: 'Tagen offline',
  receiptRegister: 'Registrerad hos servern',
  receiptRemove: 'Borttagen',
  receiptSent: '{count} skickade',
  receiptReceived: '{count} mottagna',
  receiptRefused: '{count} avvisade',
  receiptNothing: 'inget nytt',
  receiptTook: 'tog {time}',
  areasNone: 'Inget annat område finns på enheten',
  areaDefault: 'Huvudområde',
  areaHere: 'visas nu',
  areaOpen: 'Visa',
  areaName: 'Namn på ett nytt område',
  areaAdd: 'Lägg till',
  areaAddHint: 'Ta det sedan offline med knappen ovan.',
  areaNameWrong: 'Bara bokstäver, siffror, mellanslag och -, och inget som redan finns.',
  peopleSays:
    'Välj vems kopia som ska öppnas. Den kan läsas och redigeras; inget skickas förrän den personen loggar in.',
  peopleNobody: 'Gjord utan inloggning',
  peopleOpen: 'Öppna',
  peopleOpened: 'Kopian för {user} är öppen',
  replaceSays:
    'Först synkas allt som inte är skickat. Sedan tas området bort från enheten, och området enligt de nuvarande inställningarna tas.',
  replaceLost: {
    one: '{count} ändring avvisades eller kan inte skickas nu. Den går förlorad med det gamla området, om du inte löser eller exporterar den först.',
    other:
      '{count} ändringar avvisades eller kan inte skickas nu. De går förlorade med det gamla området, om du inte löser eller exporterar dem först.',
  },
  replaceNow: 'Byt ut området',
  removeSays: 'Området, dess foton och allt annat tas bort från enheten. Servern behåller det som skickats.',
  removeLost: {
    one: '{count} ändring skickades inte. Den går förlorad för gott, om du inte synkar eller exporterar först.',
    other: '{count} ändringar skickades inte. De går förlorade för gott, om du inte synkar eller exporterar först.',
  },
  removeNow: 'Ta bort från den här enheten',
  removeAlone: 'Ta bort utan att fråga servern',
  removeAloneSays: 'Servern får veta det senare, när den går att nå.',
  mayBeLost: { one: 'Jag vet att {count} ändring går förlorad', other: 'Jag vet att {count} ändringar går förlorade' },
  autoSyncWrong: 'auto-sync: ”{value}” är ingen lista av load, online, edits, visible och ett antal minuter.',
  wordWrong: '{attribute}: ”{value}” är inget av {known}.',
};

import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Noch nichts wurde abgeglichen',
  receiptSync: 'Abgleich',
  receiptTake: 'Offline genommen',
  receiptRegister: 'Beim Server angemeldet',
  receiptRemove: 'Entfernt',
  receiptSent: '{count} gesendet',
  receiptReceived: '{count} empfangen',
  receiptRefused: '{count} abgelehnt',
  receiptNothing: 'nichts Neues',
  receiptTook: 'dauerte {time}',
  areasNone: 'Kein anderes Gebiet ist auf diesem Gerät',
  areaDefault: 'Hauptgebiet',
  areaHere: 'jetzt gezeigt',
  areaOpen: 'Zeigen',
  areaName: 'Name eines neuen Gebiets',
  areaAdd: 'Hinzufügen',
  areaAddHint: 'Nehmen Sie es danach mit dem Knopf oben offline.',
  areaNameWrong: 'Nur Buchstaben, Ziffern, Leerzeichen und -, und keiner, den es schon gibt.',
  peopleSays:
    'Wählen Sie, wessen Kopie geöffnet wird. Sie kann gelesen und bearbeitet werden; gesendet wird nichts, bis sich diese Person anmeldet.',
  peopleNobody: 'Ohne Anmeldung gemacht',
  peopleOpen: 'Öffnen',
  peopleOpened: 'Die Kopie von {user} ist offen',
  replaceSays:
    'Zuerst wird alles Ungesendete abgeglichen. Dann wird das Gebiet auf diesem Gerät entfernt und das der jetzigen Einstellungen genommen.',
  replaceLost: {
    one: '{count} Änderung wurde abgelehnt oder kann jetzt nicht gesendet werden. Sie geht mit dem alten Gebiet verloren, wenn Sie sie nicht zuvor klären oder exportieren.',
    other:
      '{count} Änderungen wurden abgelehnt oder können jetzt nicht gesendet werden. Sie gehen mit dem alten Gebiet verloren, wenn Sie sie nicht zuvor klären oder exportieren.',
  },
  replaceNow: 'Das Gebiet ersetzen',
  removeSays: 'Das Gebiet, seine Fotos und alles dazu gehen von diesem Gerät. Der Server behält, was gesendet wurde.',
  removeLost: {
    one: '{count} Änderung wurde nicht gesendet. Sie geht endgültig verloren, wenn Sie nicht zuvor abgleichen oder exportieren.',
    other:
      '{count} Änderungen wurden nicht gesendet. Sie gehen endgültig verloren, wenn Sie nicht zuvor abgleichen oder exportieren.',
  },
  removeNow: 'Von diesem Gerät entfernen',
  removeAlone: 'Entfernen, ohne den Server zu fragen',
  removeAloneSays: 'Der Server erfährt es später, wenn er erreichbar ist.',
  mayBeLost: {
    one: 'Ich weiß, dass {count} Änderung verloren geht',
    other: 'Ich weiß, dass {count} Änderungen verloren gehen',
  },
  autoSyncWrong: 'auto-sync: „{value}“ ist keine Liste aus load, online, edits, visible und einer Anzahl Minuten.',
  wordWrong: '{attribute}: „{value}“ ist nichts von {known}.',
};

import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Er is nog niets gesynchroniseerd',
  receiptSync: 'Synchronisatie',
  receiptTake: 'Offline meegenomen',
  receiptRegister: 'Bij de server geregistreerd',
  receiptRemove: 'Verwijderd',
  receiptSent: '{count} verzonden',
  receiptReceived: '{count} ontvangen',
  receiptRefused: '{count} geweigerd',
  receiptNothing: 'niets nieuws',
  receiptTook: 'duurde {time}',
  areasNone: 'Er is geen ander gebied op dit apparaat',
  areaDefault: 'Hoofdgebied',
  areaHere: 'nu getoond',
  areaOpen: 'Tonen',
  areaName: 'Naam van een nieuw gebied',
  areaAdd: 'Toevoegen',
  areaAddHint: 'Neem het daarna offline met de knop hierboven.',
  areaNameWrong: 'Alleen letters, cijfers, spaties en -, en geen naam die er al is.',
  peopleSays:
    'Kies wiens kopie wordt geopend. Die kan worden gelezen en bewerkt; er wordt niets verzonden tot die persoon zich aanmeldt.',
  peopleNobody: 'Gemaakt zonder aanmelden',
  peopleOpen: 'Openen',
  peopleOpened: 'De kopie van {user} is open',
  replaceSays:
    'Eerst wordt alles wat niet verzonden is gesynchroniseerd. Dan wordt het gebied van dit apparaat verwijderd en dat van de huidige instellingen meegenomen.',
  replaceLost: {
    one: '{count} wijziging is geweigerd of kan nu niet worden verzonden. Die gaat met het oude gebied verloren, als u haar niet eerst oplost of exporteert.',
    other:
      '{count} wijzigingen zijn geweigerd of kunnen nu niet worden verzonden. Ze gaan met het oude gebied verloren, als u ze niet eerst oplost of exporteert.',
  },
  replaceNow: 'Het gebied vervangen',
  removeSays: 'Het gebied, de foto’s en alles erbij gaan van dit apparaat. De server bewaart wat is verzonden.',
  removeLost: {
    one: '{count} wijziging is niet verzonden. Die gaat voorgoed verloren, als u niet eerst synchroniseert of exporteert.',
    other:
      '{count} wijzigingen zijn niet verzonden. Ze gaan voorgoed verloren, als u niet eerst synchroniseert of exporteert.',
  },
  removeNow: 'Van dit apparaat verwijderen',
  removeAlone: 'Verwijderen zonder de server te vragen',
  removeAloneSays: 'De server hoort het later, als hij bereikbaar is.',
  mayBeLost: {
    one: 'Ik weet dat {count} wijziging verloren gaat',
    other: 'Ik weet dat {count} wijzigingen verloren gaan',
  },
  autoSyncWrong: 'auto-sync: “{value}” is geen lijst van load, online, edits, visible en een aantal minuten.',
  wordWrong: '{attribute}: “{value}” is niets van {known}.',
};

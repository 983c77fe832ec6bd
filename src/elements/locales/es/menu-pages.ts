import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Aún no se ha sincronizado nada',
  receiptSync: 'Sincronización',
  receiptTake: 'Llevada sin conexión',
  receiptRegister: 'Registrada en el servidor',
  receiptRemove: 'Quitada',
  receiptSent: '{count} enviados',
  receiptReceived: '{count} recibidos',
  receiptRefused: '{count} rechazados',
  receiptNothing: 'nada nuevo',
  receiptTook: 'duró {time}',
  areasNone: 'No hay otra área en este dispositivo',
  areaDefault: 'Área principal',
  areaHere: 'se muestra',
  areaOpen: 'Mostrar',
  areaName: 'Nombre de un área nueva',
  areaAdd: 'Añadir',
  areaAddHint: 'Después llévela sin conexión con el botón de arriba.',
  areaNameWrong: 'Solo letras, números, espacios y -, y no uno que ya exista.',
  peopleSays:
    'Elija la copia de quién abrir. Se puede leer y editar; no se envía nada hasta que esa persona inicie sesión.',
  peopleNobody: 'Hecha sin iniciar sesión',
  peopleOpen: 'Abrir',
  peopleOpened: 'La copia de {user} está abierta',
  replaceSays:
    'Primero se sincroniza todo lo no enviado. Luego se quita el área de este dispositivo y se toma la de los ajustes actuales.',
  replaceLost: {
    one: '{count} cambio fue rechazado o no puede enviarse ahora. Se pierde con el área anterior, si antes no lo resuelve o exporta.',
    many: '{count} cambios fueron rechazados o no pueden enviarse ahora. Se pierden con el área anterior, si antes no los resuelve o exporta.',
    other:
      '{count} cambios fueron rechazados o no pueden enviarse ahora. Se pierden con el área anterior, si antes no los resuelve o exporta.',
  },
  replaceNow: 'Reemplazar el área',
  removeSays: 'El área, sus fotos y todo lo demás se van de este dispositivo. El servidor conserva lo enviado.',
  removeLost: {
    one: '{count} cambio no se envió. Se pierde para siempre, si antes no sincroniza o exporta.',
    many: '{count} cambios no se enviaron. Se pierden para siempre, si antes no sincroniza o exporta.',
    other: '{count} cambios no se enviaron. Se pierden para siempre, si antes no sincroniza o exporta.',
  },
  removeNow: 'Quitar de este dispositivo',
  removeAlone: 'Quitar sin preguntar al servidor',
  removeAloneSays: 'El servidor lo sabrá más tarde, cuando se le pueda alcanzar.',
  mayBeLost: {
    one: 'Sé que se perderá {count} cambio',
    many: 'Sé que se perderán {count} cambios',
    other: 'Sé que se perderán {count} cambios',
  },
  autoSyncWrong: 'auto-sync: «{value}» no es una lista de load, online, edits, visible y un número de minutos.',
  wordWrong: '{attribute}: «{value}» no es nada de {known}.',
};

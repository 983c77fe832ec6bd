import type { Language } from '../../common/languages.js';

export const errors: Required<Language>['errors'] = {
  network: [
    'Se cortó la conexión.',
    'Sus cambios se conservan en este dispositivo. Inténtelo de nuevo con mejor conexión.',
  ],
  timeout: [
    'El servidor tardó demasiado en responder.',
    'Sus cambios se conservan en este dispositivo. Inténtelo de nuevo dentro de un rato.',
  ],
  aborted: ['Se detuvo.', 'Empiece de nuevo cuando quiera.'],
  'not-json': [
    'Respondió algo que no es el servicio.',
    'Si esta red muestra una página de acceso, abra cualquier sitio web, acceda allí y vuelva a intentarlo.',
  ],
  'bad-reply': [
    'El servidor respondió de un modo que no se entiende.',
    'Inténtelo de nuevo. Si sigue igual, avise a su administrador.',
  ],
  http: [
    'El servidor no pudo responder.',
    'Inténtelo de nuevo dentro de un rato. Si sigue igual, avise a su administrador.',
  ],
  'rate-limited': ['El servidor está ocupado y pide esperar.', 'Espere un momento e inténtelo de nuevo.'],
  service: [
    'El servicio informó de un error.',
    'Inténtelo de nuevo. Si sigue igual, diga a su administrador lo que dijo el servidor.',
  ],
  'job-failed': [
    'El servidor empezó el trabajo y lo abandonó.',
    'Inténtelo de nuevo. Si sigue igual, avise a su administrador.',
  ],
  'replica-not-found': [
    'El servidor ya no conoce esta área.',
    'Sus cambios se conservan. Lleve el área sin conexión otra vez o pregunte a su administrador si se quitó.',
  ],
  'stale-generation': [
    'El servidor ya no puede decir qué ha cambiado.',
    'Sus cambios se conservan. Sincronice de nuevo: se recibe todo otra vez.',
  ],
  'not-supported': ['El servicio no ofrece esto.', 'Pida a su administrador que lo active.'],
  'token-required': ['El servicio quiere saber quién es usted.', 'Inicie sesión.'],
  'token-invalid': ['Su sesión ha terminado.', 'Inicie sesión de nuevo. Sus cambios se conservan.'],
  forbidden: [
    'No tiene permiso para hacer esto.',
    'Inicie sesión como alguien que lo tenga o pregunte a su administrador. Sus cambios se conservan.',
  ],
  'user-unknown': [
    'No se sabe quién ha iniciado sesión.',
    'Inicie sesión de nuevo para que los cambios lleven el nombre correcto.',
  ],
  'user-mismatch': ['Los cambios de aquí los hizo otra persona.', 'Inicie sesión como esa persona para enviarlos.'],
  'anonymous-edits': ['Los cambios de aquí se hicieron sin iniciar sesión.', 'Diga que pueden enviarse a su nombre.'],
  'not-loaded': [
    'No se cargó una parte de esta página.',
    'Inténtelo de nuevo con conexión. Si no ayuda, vuelva a cargar la página.',
  ],
  'insecure-context': ['Esta página se abrió sin https.', 'Ábrala con https:// para trabajar sin conexión.'],
  'storage-unavailable': [
    'Este navegador no deja que la página guarde datos.',
    'Salga de la navegación privada o permita los datos de este sitio.',
  ],
  'storage-full': [
    'El almacenamiento de este dispositivo está lleno.',
    'Libere espacio e inténtelo de nuevo. Lo que hay aquí se queda.',
  ],
  'storage-lost': ['El navegador cerró el almacenamiento de esta página.', 'Vuelva a cargar la página.'],
  'storage-damaged': [
    'Parte de una capa de este dispositivo está dañada.',
    'Sincronice para traer esa capa de nuevo. Sus cambios se conservan.',
  ],
  'schema-newer': [
    'Los datos de aquí los escribió una versión más nueva de esta aplicación.',
    'Vuelva a cargar la página para obtenerla. No se cambió nada.',
  ],
  'blocked-by-other-tab': [
    'Otra pestaña tiene los datos.',
    'Cierre las otras pestañas de esta página e inténtelo de nuevo.',
  ],
  'stale-holder': ['Otra pestaña tomó el relevo.', 'Mire allí o inténtelo de nuevo aquí.'],
  'invalid-argument': ['Algo de esta página está mal configurado.', 'Avise a quien hizo la página.'],
  'controller-options-conflict': [
    'Dos partes de esta página no están de acuerdo sobre el servicio.',
    'Avise a quien hizo la página.',
  ],
  'controller-closed': ['La página ha cerrado esta área.', 'Vuelva a cargar la página.'],
  'no-geodatabase': ['El área aún no está en este dispositivo.', 'Llévela primero sin conexión.'],
  'already-registered': ['Este archivo ya está en este dispositivo.', 'Sincronice.'],
  'registration-not-needed': [
    'La zona se llevó sin conexión en este mismo dispositivo.',
    'No necesita ningún archivo. Sincronice.',
  ],
  'not-registered': [
    'La zona vino de un archivo y el servidor aún no la conoce.',
    'Sincronice cuando haya conexión. Sus cambios se conservan.',
  ],
  'geodatabase-unregistered': [
    'Este archivo ya se cargó aquí y se quitó.',
    'No se puede usar otra vez. Pida un archivo nuevo o lleve la zona sin conexión de nuevo.',
  ],
  'original-unregistered': [
    'El servidor ya no conoce el origen de este archivo.',
    'Pida un archivo nuevo o lleve la zona sin conexión de nuevo. Sus cambios se conservan.',
  ],
  'other-service': ['Este archivo es de otro servicio.', 'Elija el archivo hecho para este mapa.'],
  'schema-mismatch': [
    'Las capas cambiaron en el servidor desde que se hizo este archivo.',
    'Pida un archivo nuevo o lleve la zona sin conexión de nuevo.',
  ],
  'geodatabase-exists': ['El área ya está en este dispositivo.', 'Sincronice en su lugar.'],
  busy: ['Se está haciendo otra cosa con esta área.', 'Espere a que termine.'],
  'pending-edits': ['Aún hay cambios sin enviar.', 'Sincronice primero para que no se pierda nada.'],
  'layer-not-found': ['La capa no forma parte de esta área.', 'Avise a quien hizo la página.'],
  'feature-not-found': [
    'La entidad no está en este dispositivo.',
    'Puede que se haya eliminado. Sincronice para ver qué tiene el servidor.',
  ],
  'edit-not-found': ['No hay tal cambio en este dispositivo.', 'Puede que ya se haya enviado o deshecho.'],
  'attachment-not-found': ['El archivo no está en este dispositivo.', 'Sincronice con conexión para traerlo.'],
  'attachment-refused': [
    'El archivo no se puede adjuntar.',
    'Se queda en este dispositivo. Vea qué acepta el servidor.',
  ],
  'unsupported-query': ['Esta consulta no se puede responder en este dispositivo.', 'Avise a quien hizo la página.'],
  'bad-file': ['El archivo está dañado o no es lo que debería.', 'Cópielo de nuevo de donde vino.'],
  'wrong-passphrase': [
    'El archivo está sellado y esta contraseña no lo abre.',
    'Escríbala otra vez, exactamente como se puso.',
  ],
  'unsupported-file': ['El archivo contiene algo que aquí no se puede leer.', 'Avise a quien hizo el archivo.'],
  internal: [
    'Algo salió mal en esta página.',
    'Sus cambios se conservan. Vuelva a cargar la página e inténtelo de nuevo.',
  ],
};

export const refusals: Required<Language>['editErrors'] = {
  100: ['Faltan las alturas (valores Z) de la forma.', 'Pregunte a su administrador: la capa las espera.'],
  1000: ['El servidor lo rechazó.', 'Reintente. Si sigue igual, avise a su administrador.'],
  1001: ['Un campo que debe rellenarse está vacío.', 'Abra la entidad, rellénelo y sincronice de nuevo.'],
  1002: ['Faltan las medidas (valores M) de la forma.', 'Pregunte a su administrador: la capa las espera.'],
  1003: [
    'El servidor lo deshizo porque otro cambio de la misma sincronización fue rechazado.',
    'Resuelva primero los otros y reintente.',
  ],
  1004: ['La capa no permite cambiar formas.', 'Descarte el cambio o pregunte a su administrador.'],
  1005: ['La capa no acepta curvas verdaderas.', 'Dibuje la forma sin curvas y reintente.'],
  1006: ['Un texto contiene HTML que el servicio no permite.', 'Quite las marcas del texto y reintente.'],
  1007: ['Solo quien creó esta entidad puede cambiarla.', 'Descarte el cambio o pida a su propietario que lo haga.'],
  1008: [
    'El servidor no pudo añadir el archivo.',
    'Reintente. Si sigue igual, puede que sea demasiado grande o de un tipo que no admite.',
  ],
  1009: ['El servidor no pudo reemplazar el archivo.', 'Reintente o añádalo como archivo nuevo.'],
  1010: ['El servidor no pudo eliminar el archivo.', 'Reintente. Puede que ya no exista.'],
  1011: ['La entidad ya no está en el servidor: alguien la eliminó.', 'Descarte el cambio o cree la entidad de nuevo.'],
  1012: [
    'El servidor lo deshizo porque otro cambio de la misma sincronización fue rechazado.',
    'Resuelva primero los otros y reintente.',
  ],
  1013: ['La entidad no existe o usted no puede verla.', 'Pregunte a su administrador o descarte el cambio.'],
  1014: ['Faltan las alturas (valores Z) de la forma.', 'Pregunte a su administrador: la capa las espera.'],
  1015: ['El servidor no pudo guardar la forma.', 'Dibuje la forma otra vez y reintente.'],
  1016: ['El servidor no pudo guardar uno de los valores.', 'Revise los campos de la entidad y reintente.'],
  1017: ['El servidor no pudo hacerlo.', 'Reintente. Si sigue igual, diga el código a su administrador.'],
  1018: ['El servidor no pudo hacerlo.', 'Reintente. Si sigue igual, diga el código a su administrador.'],
  1019: ['El servidor no pudo hacerlo.', 'Reintente. Si sigue igual, diga el código a su administrador.'],
  1020: ['La capa perdió su GlobalID.', 'Avise a su administrador.'],
  1021: ['La entidad tiene un GlobalID vacío.', 'Avise a su administrador.'],
  1022: ['Ya existe un valor que solo puede aparecer una vez.', 'Cambie el valor y reintente.'],
  1023: ['Se cambió un campo que no se puede editar.', 'Descarte el cambio o pregunte a su administrador.'],
  2000: [
    'El servidor deshizo todos los cambios de esta capa.',
    'Resuelva primero los otros errores de la capa y reintente.',
  ],
  2001: [
    'La capa ya no forma parte del servicio.',
    'Avise a su administrador. Su cambio se conserva en este dispositivo.',
  ],
  9001: [
    'Pertenece a una entidad descartada, por eso no se envió.',
    'Corríjalo para que pertenezca a otra entidad, o descártelo también.',
  ],
  9002: [
    'La capa cambió en el servidor y ya no tiene lugar para esto.',
    'Avise a su administrador o descarte el cambio. Se conserva en este dispositivo.',
  ],
  9003: [
    'Este cambio por sí solo es mayor de lo que acepta el servidor.',
    'Pida a su administrador que permita solicitudes mayores y reintente.',
  ],
  9004: [
    'El servidor acepta los demás cambios, pero ninguno junto con este.',
    'Revise los campos de la entidad y reintente, o diga a su administrador lo que dijo el servidor.',
  ],
  [-2147217395]: ['El servidor no pudo guardar uno de los valores.', 'Revise los campos de la entidad y reintente.'],
  [-2147207418]: ['Una regla de la capa prohíbe estos valores.', 'Revise los campos de la entidad y reintente.'],
};

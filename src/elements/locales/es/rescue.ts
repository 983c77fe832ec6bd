import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Exportar cambios no enviados',
  rescueHandOver: 'Entregar a otro dispositivo',
  rescueImport: 'Importar de otro dispositivo',
  rescueTakeBack: {
    one: 'Recuperar {count} cambio',
    many: 'Recuperar {count} cambios',
    other: 'Recuperar {count} cambios',
  },
  rescuePassphrase: 'Contraseña del archivo (opcional)',
  rescueWorking: 'Trabajando con el archivo…',
  rescueExported: {
    one: '{count} cambio está en el archivo «{name}».',
    many: '{count} cambios están en el archivo «{name}».',
    other: '{count} cambios están en el archivo «{name}».',
  },
  rescueHandedOver: {
    one: '{count} cambio está en el archivo «{name}». Aquí queda congelado hasta que el otro dispositivo lo envíe o usted lo recupere.',
    many: '{count} cambios están en el archivo «{name}». Aquí quedan congelados hasta que el otro dispositivo los envíe o usted los recupere.',
    other:
      '{count} cambios están en el archivo «{name}». Aquí quedan congelados hasta que el otro dispositivo los envíe o usted los recupere.',
  },
  rescueImported: {
    one: 'Se incorporó {count} cambio. Va con la próxima sincronización.',
    many: 'Se incorporaron {count} cambios. Van con la próxima sincronización.',
    other: 'Se incorporaron {count} cambios. Van con la próxima sincronización.',
  },
  rescueKnown: 'Todo lo del archivo ya está aquí.',
  rescueTakenBack: 'Recuperado. La próxima sincronización pregunta al servidor qué ha llegado.',
  olderTab: 'Otra pestaña tiene abierta una versión anterior de esta página: ciérrela y esta sigue sola',
};

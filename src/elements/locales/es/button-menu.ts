import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Más',
  menuBack: 'Atrás',
  menuReady: '¿Listo para el campo?',
  menuStorage: 'Almacenamiento de este dispositivo',
  menuSend: 'Solo enviar',
  menuReceive: 'Solo recibir',
  menuReceipts: 'Últimas sincronizaciones',
  menuAreas: 'Áreas en este dispositivo',
  menuReplace: 'Reemplazar el área',
  menuRemove: 'Quitar de este dispositivo',
  rescueMore: 'Cambios no enviados como archivo',
  copyReport: 'Copiar informe',
  reportCopied:
    'Informe copiado: estados, versiones y códigos para quien le ayude. No contiene nada de lo que usted introdujo.',
  reportByHand: 'Este navegador no deja copiar a la página. Seleccione el informe y cópielo:',
};

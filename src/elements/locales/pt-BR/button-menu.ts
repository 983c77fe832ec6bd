import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'Mais',
  menuBack: 'Voltar',
  menuReady: 'Pronto para o campo?',
  menuStorage: 'Armazenamento deste dispositivo',
  menuSend: 'Só enviar',
  menuReceive: 'Só receber',
  menuReceipts: 'Últimas sincronizações',
  menuAreas: 'Áreas neste dispositivo',
  menuReplace: 'Substituir a área',
  menuRemove: 'Remover deste dispositivo',
  rescueMore: 'Alterações não enviadas em arquivo',
  copyReport: 'Copiar relatório',
  reportCopied:
    'Relatório copiado: estados, versões e códigos para quem ajuda você. Nada do que você digitou está nele.',
  reportByHand: 'Este navegador não deixa a página copiar. Selecione o relatório e copie:',
};

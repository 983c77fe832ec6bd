import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: 'Nada foi sincronizado ainda',
  receiptSync: 'Sincronização',
  receiptTake: 'Levada offline',
  receiptRegister: 'Registrada no servidor',
  receiptRemove: 'Removida',
  receiptSent: '{count} enviados',
  receiptReceived: '{count} recebidos',
  receiptRefused: '{count} recusados',
  receiptNothing: 'nada novo',
  receiptTook: 'levou {time}',
  areasNone: 'Nenhuma outra área neste dispositivo',
  areaDefault: 'Área principal',
  areaHere: 'exibida agora',
  areaOpen: 'Exibir',
  areaName: 'Nome de uma nova área',
  areaAdd: 'Adicionar',
  areaAddHint: 'Depois leve-a offline com o botão acima.',
  areaNameWrong: 'Só letras, números, espaços e -, e nenhum que já exista.',
  peopleSays:
    'Escolha de quem é a cópia a abrir. Ela pode ser lida e editada; nada é enviado até que essa pessoa entre.',
  peopleNobody: 'Feita sem entrar',
  peopleOpen: 'Abrir',
  peopleOpened: 'A cópia de {user} está aberta',
  replaceSays:
    'Primeiro, tudo o que não foi enviado é sincronizado. Depois a área deste dispositivo é removida e a das configurações atuais é levada.',
  replaceLost: {
    one: '{count} alteração foi recusada ou não pode ser enviada agora. Ela se perde com a área antiga, se antes você não a resolver ou exportar.',
    many: '{count} alterações foram recusadas ou não podem ser enviadas agora. Elas se perdem com a área antiga, se antes você não as resolver ou exportar.',
    other:
      '{count} alterações foram recusadas ou não podem ser enviadas agora. Elas se perdem com a área antiga, se antes você não as resolver ou exportar.',
  },
  replaceNow: 'Substituir a área',
  removeSays: 'A área, suas fotos e tudo o mais saem deste dispositivo. O servidor guarda o que foi enviado.',
  removeLost: {
    one: '{count} alteração não foi enviada. Ela se perde para sempre, se antes você não sincronizar ou exportar.',
    many: '{count} alterações não foram enviadas. Elas se perdem para sempre, se antes você não sincronizar ou exportar.',
    other:
      '{count} alterações não foram enviadas. Elas se perdem para sempre, se antes você não sincronizar ou exportar.',
  },
  removeNow: 'Remover deste dispositivo',
  removeAlone: 'Remover sem perguntar ao servidor',
  removeAloneSays: 'O servidor saberá mais tarde, quando puder ser alcançado.',
  mayBeLost: {
    one: 'Sei que {count} alteração será perdida',
    many: 'Sei que {count} alterações serão perdidas',
    other: 'Sei que {count} alterações serão perdidas',
  },
  autoSyncWrong: 'auto-sync: “{value}” não é uma lista de load, online, edits, visible e um número de minutos.',
  wordWrong: '{attribute}: “{value}” não é nada de {known}.',
};

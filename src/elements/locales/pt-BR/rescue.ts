import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'Exportar alterações não enviadas',
  rescueHandOver: 'Entregar a outro dispositivo',
  rescueImport: 'Importar de outro dispositivo',
  rescueTakeBack: {
    one: 'Retomar {count} alteração',
    many: 'Retomar {count} alterações',
    other: 'Retomar {count} alterações',
  },
  rescuePassphrase: 'Senha do arquivo (opcional)',
  rescueWorking: 'Trabalhando no arquivo…',
  rescueExported: {
    one: '{count} alteração está no arquivo “{name}”.',
    many: '{count} alterações estão no arquivo “{name}”.',
    other: '{count} alterações estão no arquivo “{name}”.',
  },
  rescueHandedOver: {
    one: '{count} alteração está no arquivo “{name}”. Aqui ela fica congelada até o outro dispositivo enviá-la ou você retomá-la.',
    many: '{count} alterações estão no arquivo “{name}”. Aqui elas ficam congeladas até o outro dispositivo enviá-las ou você retomá-las.',
    other:
      '{count} alterações estão no arquivo “{name}”. Aqui elas ficam congeladas até o outro dispositivo enviá-las ou você retomá-las.',
  },
  rescueImported: {
    one: '{count} alteração foi recebida. Ela vai com a próxima sincronização.',
    many: '{count} alterações foram recebidas. Elas vão com a próxima sincronização.',
    other: '{count} alterações foram recebidas. Elas vão com a próxima sincronização.',
  },
  rescueKnown: 'Tudo o que está no arquivo já está aqui.',
  rescueTakenBack: 'Retomado. A próxima sincronização pergunta ao servidor o que chegou.',
  olderTab: 'Outra aba tem aberta uma versão mais antiga desta página: feche-a e esta continua sozinha',
};

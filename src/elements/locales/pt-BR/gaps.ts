import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync está desativado, então nada pode ser levado para uso offline.',
    'No ArcGIS Online ou em uma camada hospedada: página do item, Configurações, “Habilitar sincronização”. No ArcGIS Server: dê aos dados GlobalIDs e arquivamento (ou versionamento) e publique com a capacidade de feições Sync.',
  ],
  'query-off': [
    'Query está desativado. Um serviço que sincroniza precisa listar Query e Sync.',
    'Ative Query junto de Sync nas capacidades de feições.',
  ],
  'no-sync-model': [
    'O serviço não oferece nenhum modo de sincronizar: nem por camada nem por réplica.',
    'Publique o serviço de novo: com Sync ele tem pelo menos supportsPerLayerSync ou supportsPerReplicaSync.',
  ],
  'no-layers': ['O serviço não tem camada nem tabela.', 'Adicione uma camada ao serviço.'],
  'layer-sync-off': [
    'A camada {layer} não lista Sync entre as próprias capacidades.',
    'Ative Sync para esta camada ou publique o serviço de novo.',
  ],
  'no-global-ids': [
    'A camada {layer} não tem GlobalIDs e não pode ser levada para uso offline.',
    'O proprietário pode adicioná-los (Add Global IDs) e publicar o serviço de novo com Sync.',
  ],
};

import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync 已关闭，因此无法离线取用任何内容。',
    '在 ArcGIS Online 或托管图层中：项目页面，“设置”，“启用同步”。在 ArcGIS Server 上：为数据添加 GlobalID 和存档（或版本化），并以要素功能 Sync 发布。',
  ],
  'query-off': ['Query 已关闭。可同步的服务必须列出 Query 和 Sync。', '请在要素功能中除 Sync 外也启用 Query。'],
  'no-sync-model': [
    '服务未提供同步方式：既不能按图层，也不能按副本。',
    '请重新发布服务：带 Sync 的服务至少有 supportsPerLayerSync 和 supportsPerReplicaSync 之一。',
  ],
  'no-layers': ['服务中没有图层，也没有表。', '请向服务添加图层。'],
  'layer-sync-off': ['图层 {layer} 自身的功能中没有列出 Sync。', '请为此图层启用 Sync，或重新发布服务。'],
  'no-global-ids': [
    '图层 {layer} 没有 GlobalID，无法离线取用。',
    '其所有者可以添加（Add Global IDs），然后带 Sync 重新发布服务。',
  ],
};

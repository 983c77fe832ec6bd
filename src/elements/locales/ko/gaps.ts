import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync가 꺼져 있어 아무것도 오프라인으로 가져올 수 없습니다.',
    'ArcGIS Online 또는 호스팅된 레이어: 항목 페이지, 설정, “동기화 활성화”. ArcGIS Server: 데이터에 GlobalID와 아카이빙(또는 버전 관리)을 설정하고 피처 기능 Sync로 게시하세요.',
  ],
  'query-off': [
    'Query가 꺼져 있습니다. 동기화하는 서비스에는 Query와 Sync가 모두 있어야 합니다.',
    '피처 기능에서 Sync와 함께 Query도 켜세요.',
  ],
  'no-sync-model': [
    '서비스가 레이어별로도 복제본별로도 동기화 방법을 제공하지 않습니다.',
    '서비스를 다시 게시하세요. Sync가 있는 서비스에는 supportsPerLayerSync와 supportsPerReplicaSync 중 하나 이상이 있습니다.',
  ],
  'no-layers': ['서비스에 레이어도 테이블도 없습니다.', '서비스에 레이어를 추가하세요.'],
  'layer-sync-off': [
    '레이어 {layer}의 자체 기능에 Sync가 없습니다.',
    '이 레이어의 Sync를 켜거나 서비스를 다시 게시하세요.',
  ],
  'no-global-ids': [
    '레이어 {layer}에 GlobalID가 없어 오프라인으로 가져올 수 없습니다.',
    '소유자가 추가하고(Add Global IDs) Sync와 함께 서비스를 다시 게시할 수 있습니다.',
  ],
};

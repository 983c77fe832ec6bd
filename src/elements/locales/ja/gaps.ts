import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'Sync が無効なため、何もオフラインに取得できません。',
    'ArcGIS Online またはホスト レイヤーでは、アイテム ページの [設定] で [同期の有効化] を選びます。ArcGIS Server では、データに GlobalID とアーカイブ（またはバージョン対応登録）を設定し、フィーチャの機能 Sync を付けて公開します。',
  ],
  'query-off': [
    'Query が無効です。同期するサービスには Query と Sync の両方が必要です。',
    'フィーチャの機能で、Sync とともに Query を有効にしてください。',
  ],
  'no-sync-model': [
    'サービスに同期の方法がありません。レイヤー単位でもレプリカ単位でも同期できません。',
    'サービスをもう一度公開してください。Sync のあるサービスには supportsPerLayerSync と supportsPerReplicaSync の少なくとも一方があります。',
  ],
  'no-layers': ['サービスにレイヤーもテーブルもありません。', 'サービスにレイヤーを追加してください。'],
  'layer-sync-off': [
    'レイヤー {layer} の機能に Sync がありません。',
    'このレイヤーの Sync を有効にするか、サービスをもう一度公開してください。',
  ],
  'no-global-ids': [
    'レイヤー {layer} には GlobalID がないため、オフラインに取得できません。',
    '所有者が追加し（Add Global IDs）、Sync を付けてサービスをもう一度公開できます。',
  ],
};

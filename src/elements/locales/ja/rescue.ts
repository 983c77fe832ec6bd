import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: '未送信の変更をエクスポート',
  rescueHandOver: '別の端末に引き渡す',
  rescueImport: '別の端末からインポート',
  rescueTakeBack: { other: '{count} 件の変更を取り戻す' },
  rescuePassphrase: 'ファイルのパスフレーズ（任意）',
  rescueWorking: 'ファイルを処理しています…',
  rescueExported: { other: '{count} 件の変更がファイル「{name}」に入っています。' },
  rescueHandedOver: {
    other:
      '{count} 件の変更がファイル「{name}」に入っています。別の端末が送信するか、取り戻すまで、ここでは凍結されます。',
  },
  rescueImported: { other: '{count} 件の変更を取り込みました。次の同期で送られます。' },
  rescueKnown: 'ファイルの内容はすべてすでにここにあります。',
  rescueTakenBack: '取り戻しました。次の同期で、届いたものをサーバーに確認します。',
  olderTab: '別のタブでこのページの古いバージョンが開いています。閉じると、このタブは自動的に続きます',
};

import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'その他',
  menuBack: '戻る',
  menuReady: '現場へ出る準備はできましたか？',
  menuStorage: 'この端末のストレージ',
  menuSend: '送信のみ',
  menuReceive: '受信のみ',
  menuReceipts: '最近の同期',
  menuAreas: 'この端末のエリア',
  menuReplace: 'エリアを置き換える',
  menuRemove: 'この端末から削除',
  rescueMore: '未送信の変更をファイルに',
  copyReport: 'レポートをコピー',
  reportCopied:
    'レポートをコピーしました。サポートする人のための状態、バージョン、コードです。入力した内容は含まれません。',
  reportByHand: 'このブラウザではページからコピーできません。レポートを選択してコピーしてください：',
};

import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: { other: '{count} 件の変更が拒否されました' },
  summaryTodo: 'あなたが決めるまで、この端末に残ります。',
  empty: '拒否された変更はありません',
  emptyTodo: 'サービスが受け付けないものが、理由とともにここに表示されます。',
  add: '新しいフィーチャ',
  update: '変更',
  delete: '削除',
  attachAdd: '新しい添付ファイル',
  attachUpdate: '置き換えた添付ファイル',
  attachDelete: '削除した添付ファイル',
  retry: '再試行',
  retryOf: '再試行: {title}',
  showOnMap: 'マップに表示',
  showOnMapOf: 'マップに表示: {title}',
  discard: '破棄',
  discardOf: '破棄: {title}',
  saidRetry: '{title}: 次の同期で送信します',
};

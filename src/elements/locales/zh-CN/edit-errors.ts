import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: { other: '{count} 项更改被拒绝' },
  summaryTodo: '在您决定之前，它们保留在此设备上。',
  empty: '没有更改被拒绝',
  emptyTodo: '服务不接受的内容会连同原因列在这里。',
  add: '新要素',
  update: '更改',
  delete: '删除',
  attachAdd: '新附件',
  attachUpdate: '替换的附件',
  attachDelete: '移除的附件',
  retry: '重试',
  retryOf: '重试：{title}',
  showOnMap: '在地图上显示',
  showOnMapOf: '在地图上显示：{title}',
  discard: '放弃',
  discardOf: '放弃：{title}',
  saidRetry: '{title}：将在下次同步时发送',
};

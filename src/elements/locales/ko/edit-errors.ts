import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: { other: '변경 {count}개가 거부되었습니다' },
  summaryTodo: '결정할 때까지 이 기기에 남아 있습니다.',
  empty: '거부된 변경이 없음',
  emptyTodo: '서비스가 받아들이지 않는 것이 이유와 함께 여기에 표시됩니다.',
  add: '새 피처',
  update: '변경',
  delete: '삭제',
  attachAdd: '새 첨부 파일',
  attachUpdate: '바꾼 첨부 파일',
  attachDelete: '제거한 첨부 파일',
  retry: '다시 시도',
  retryOf: '다시 시도: {title}',
  showOnMap: '지도에서 보기',
  showOnMapOf: '지도에서 보기: {title}',
  discard: '버리기',
  discardOf: '버리기: {title}',
  saidRetry: '{title}: 다음 동기화 때 보냅니다',
};

import type { Language } from '../../common/languages.js';

export const menuPages: Language['messages'] = {
  receiptsNone: '아직 동기화한 것이 없습니다',
  receiptSync: '동기화',
  receiptTake: '오프라인으로 가져옴',
  receiptRegister: '서버에 등록됨',
  receiptRemove: '제거됨',
  receiptSent: '{count}개 보냄',
  receiptReceived: '{count}개 받음',
  receiptRefused: '{count}개 거부됨',
  receiptNothing: '새로운 것 없음',
  receiptTook: '{time} 걸림',
  areasNone: '이 기기에 다른 영역이 없습니다',
  areaDefault: '기본 영역',
  areaHere: '지금 표시됨',
  areaOpen: '표시',
  areaName: '새 영역 이름',
  areaAdd: '추가',
  areaAddHint: '그런 다음 위 버튼으로 오프라인으로 가져오세요.',
  areaNameWrong: '글자, 숫자, 공백, - 만, 이미 있는 이름은 안 됩니다.',
  peopleSays:
    '누구의 사본을 열지 선택하세요. 읽고 편집할 수 있지만, 그 사람이 로그인할 때까지 아무것도 보내지 않습니다.',
  peopleNobody: '로그인하지 않고 만듦',
  peopleOpen: '열기',
  peopleOpened: '{user}의 사본이 열렸습니다',
  replaceSays:
    '먼저 보내지 않은 것을 모두 동기화합니다. 그다음 이 기기의 영역을 제거하고 현재 설정의 영역을 가져옵니다.',
  replaceLost: {
    other:
      '변경 {count}개가 거부되었거나 지금 보낼 수 없습니다. 먼저 해결하거나 내보내지 않으면 이전 영역과 함께 사라집니다.',
  },
  replaceNow: '영역 바꾸기',
  removeSays: '영역과 사진, 관련된 모든 것이 이 기기에서 사라집니다. 보낸 것은 서버에 남습니다.',
  removeLost: { other: '변경 {count}개를 보내지 않았습니다. 먼저 동기화하거나 내보내지 않으면 영영 사라집니다.' },
  removeNow: '이 기기에서 제거',
  removeAlone: '서버에 묻지 않고 제거',
  removeAloneSays: '서버에는 나중에 연결될 때 알립니다.',
  mayBeLost: { other: '변경 {count}개가 사라진다는 것을 압니다' },
  autoSyncWrong: 'auto-sync: “{value}”은(는) load, online, edits, visible과 분 수의 목록이 아닙니다.',
  wordWrong: '{attribute}: “{value}”은(는) {known} 중 하나가 아닙니다.',
};

import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: '더 보기',
  menuBack: '뒤로',
  menuReady: '현장에 나갈 준비가 되었나요?',
  menuStorage: '이 기기의 저장 공간',
  menuSend: '보내기만',
  menuReceive: '받기만',
  menuReceipts: '최근 동기화',
  menuAreas: '이 기기의 영역',
  menuReplace: '영역 바꾸기',
  menuRemove: '이 기기에서 제거',
  rescueMore: '보내지 않은 변경을 파일로',
  copyReport: '보고서 복사',
  reportCopied: '보고서를 복사했습니다. 도와줄 사람을 위한 상태, 버전, 코드입니다. 입력한 내용은 들어 있지 않습니다.',
  reportByHand: '이 브라우저에서는 페이지가 복사할 수 없습니다. 보고서를 선택해 복사하세요:',
};

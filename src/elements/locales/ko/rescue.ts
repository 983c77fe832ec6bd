import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: '보내지 않은 변경 내보내기',
  rescueHandOver: '다른 기기에 넘기기',
  rescueImport: '다른 기기에서 가져오기',
  rescueTakeBack: { other: '변경 {count}개 되돌려 받기' },
  rescuePassphrase: '파일 암호문(선택)',
  rescueWorking: '파일을 처리하는 중…',
  rescueExported: { other: '변경 {count}개가 파일 “{name}”에 있습니다.' },
  rescueHandedOver: {
    other: '변경 {count}개가 파일 “{name}”에 있습니다. 다른 기기가 보내거나 되돌려 받을 때까지 여기서는 고정됩니다.',
  },
  rescueImported: { other: '변경 {count}개를 받아들였습니다. 다음 동기화 때 보냅니다.' },
  rescueKnown: '파일의 모든 내용이 이미 여기에 있습니다.',
  rescueTakenBack: '되돌려 받았습니다. 다음 동기화가 무엇이 도착했는지 서버에 묻습니다.',
  olderTab: '다른 탭에 이 페이지의 이전 버전이 열려 있습니다. 닫으면 이 탭이 저절로 계속됩니다',
};

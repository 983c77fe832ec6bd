import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: '오프라인으로 가져올 영역',
  areaClose: '닫기',
  areaVisible: '지도에 보이는 범위',
  areaDraw: '지도에 그리기',
  areaMove: '화살표 키로 이동',
  areaMoveHint: '화살표 키로 영역을 옮기고, Shift와 함께 누르면 크기를 바꿉니다.',
  areaDegrees: '경계(도)',
  areaUnits: '경계(지도 단위)',
  areaWest: '서쪽',
  areaSouth: '남쪽',
  areaEast: '동쪽',
  areaNorth: '북쪽',
  areaWrong: '이 네 숫자는 영역이 아닙니다.',
  areaCounting: '내용을 세는 중',
  areaAttachments: '사진은 별도로 더해집니다',
  areaTake: '이 영역을 오프라인으로 가져오기',
  areaFeatures: { other: '피처 {count}개, 약 {bytes}' },
};

import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'オフラインにする範囲',
  areaClose: '閉じる',
  areaVisible: '地図の表示範囲',
  areaDraw: '地図上に描く',
  areaMove: '矢印キーで移動',
  areaMoveHint: '矢印キーで範囲を移動し、Shift を押しながらで大きさを変えます。',
  areaDegrees: '範囲（度）',
  areaUnits: '範囲（地図の単位）',
  areaWest: '西',
  areaSouth: '南',
  areaEast: '東',
  areaNorth: '北',
  areaWrong: 'この 4 つの数値は範囲になりません。',
  areaCounting: '内容を数えています',
  areaAttachments: '写真は別に加わります',
  areaTake: 'この範囲をオフラインにする',
  areaFeatures: { other: '{count} 件、約 {bytes}' },
};

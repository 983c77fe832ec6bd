import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: '要离线使用的区域',
  areaClose: '关闭',
  areaVisible: '地图显示的范围',
  areaDraw: '在地图上绘制',
  areaMove: '用方向键移动',
  areaMoveHint: '方向键移动区域，按住 Shift 则改变其大小。',
  areaDegrees: '边界（度）',
  areaUnits: '边界（地图单位）',
  areaWest: '西',
  areaSouth: '南',
  areaEast: '东',
  areaNorth: '北',
  areaWrong: '这四个数字不构成区域。',
  areaCounting: '正在统计其中的内容',
  areaAttachments: '照片另计',
  areaTake: '将此区域离线使用',
  areaFeatures: { other: '{count} 个要素，约 {bytes}' },
};

import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'האזור שיילקח למצב לא מקוון',
  areaClose: 'סגירה',
  areaVisible: 'מה שהמפה מציגה',
  areaDraw: 'ציור על המפה',
  areaMove: 'הזזה במקשי החצים',
  areaMoveHint: 'מקשי החצים מזיזים את האזור, ועם Shift משנים את גודלו.',
  areaDegrees: 'גבולות במעלות',
  areaUnits: 'גבולות ביחידות המפה',
  areaWest: 'מערב',
  areaSouth: 'דרום',
  areaEast: 'מזרח',
  areaNorth: 'צפון',
  areaWrong: 'ארבעת המספרים האלה אינם אזור.',
  areaCounting: 'סופר מה יש בו',
  areaAttachments: 'התמונות נוספות על כך',
  areaTake: 'לקחת את האזור הזה למצב לא מקוון',
  areaFeatures: {
    one: 'ישות {count}, כ־{bytes}',
    two: '{count} ישויות, כ־{bytes}',
    other: '{count} ישויות, כ־{bytes}',
  },
};

import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: 'ייצוא שינויים שלא נשלחו',
  rescueHandOver: 'מסירה למכשיר אחר',
  rescueImport: 'ייבוא ממכשיר אחר',
  rescueTakeBack: { one: 'החזרת שינוי אחד', two: 'החזרת שני שינויים', other: 'החזרת {count} שינויים' },
  rescuePassphrase: 'סיסמה לקובץ (לא חובה)',
  rescueWorking: 'עובדים על הקובץ…',
  rescueExported: {
    one: 'שינוי אחד נמצא בקובץ „{name}”.',
    two: 'שני שינויים נמצאים בקובץ „{name}”.',
    other: '{count} שינויים נמצאים בקובץ „{name}”.',
  },
  rescueHandedOver: {
    one: 'שינוי אחד נמצא בקובץ „{name}”. הוא מוקפא כאן עד שהמכשיר האחר ישלח אותו או שיוחזר.',
    two: 'שני שינויים נמצאים בקובץ „{name}”. הם מוקפאים כאן עד שהמכשיר האחר ישלח אותם או שיוחזרו.',
    other: '{count} שינויים נמצאים בקובץ „{name}”. הם מוקפאים כאן עד שהמכשיר האחר ישלח אותם או שיוחזרו.',
  },
  rescueImported: {
    one: 'שינוי אחד נקלט. הוא יישלח בסנכרון הבא.',
    two: 'שני שינויים נקלטו. הם יישלחו בסנכרון הבא.',
    other: '{count} שינויים נקלטו. הם יישלחו בסנכרון הבא.',
  },
  rescueKnown: 'כל מה שבקובץ כבר נמצא כאן.',
  rescueTakenBack: 'הוחזר. הסנכרון הבא ישאל את השרת מה הגיע.',
  olderTab: 'בכרטיסייה אחרת פתוחה גרסה ישנה של דף זה: יש לסגור אותה, והדף הזה ימשיך מעצמו',
};

import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'עוד',
  menuBack: 'חזרה',
  menuReady: 'מוכנים לשטח?',
  menuStorage: 'האחסון במכשיר הזה',
  menuSend: 'שליחה בלבד',
  menuReceive: 'קבלה בלבד',
  menuReceipts: 'סנכרונים אחרונים',
  menuAreas: 'אזורים במכשיר זה',
  menuReplace: 'החלפת האזור',
  menuRemove: 'הסרה ממכשיר זה',
  rescueMore: 'שינויים שלא נשלחו כקובץ',
  copyReport: 'העתקת דוח',
  reportCopied: 'הדוח הועתק: מצבים, גרסאות וקודים למי שעוזר לך. אין בו דבר ממה שהוזן.',
  reportByHand: 'הדפדפן הזה אינו מאפשר לדף להעתיק. יש לסמן את הדוח ולהעתיק אותו:',
};

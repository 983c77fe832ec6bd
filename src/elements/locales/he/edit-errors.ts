import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: { one: 'שינוי אחד נדחה ({count})', two: 'שני שינויים נדחו ({count})', other: '{count} שינויים נדחו' },
  summaryTodo: 'הם נשמרים במכשיר הזה עד שתוחלט החלטה.',
  empty: 'לא נדחה אף שינוי',
  emptyTodo: 'מה שהשירות אינו מקבל מופיע כאן, עם הסיבה.',
  add: 'ישות חדשה',
  update: 'שינוי',
  delete: 'מחיקה',
  attachAdd: 'קובץ מצורף חדש',
  attachUpdate: 'קובץ מצורף שהוחלף',
  attachDelete: 'קובץ מצורף שהוסר',
  retry: 'ניסיון חוזר',
  retryOf: 'ניסיון חוזר: {title}',
  showOnMap: 'הצגה במפה',
  showOnMapOf: 'הצגה במפה: {title}',
  discard: 'ויתור',
  discardOf: 'ויתור: {title}',
  saidRetry: '{title}: יישלח בסנכרון הבא',
};

import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'האפשרות Sync כבויה, ולכן אי אפשר לקחת דבר למצב לא מקוון.',
    'ב-ArcGIS Online או בשכבה מתארחת: דף הפריט, הגדרות, "הפעל סנכרון". ב-ArcGIS Server: יש לתת לנתונים GlobalID וארכוב (או ניהול גרסאות), ולפרסם עם יכולת הישויות Sync.',
  ],
  'query-off': [
    'האפשרות Query כבויה. שירות שמסנכרן חייב לציין Query ו-Sync.',
    'יש להפעיל את Query לצד Sync ביכולות הישויות.',
  ],
  'no-sync-model': [
    'השירות אינו מציע דרך לסנכרן: לא לפי שכבה ולא לפי רפליקה.',
    'יש לפרסם את השירות מחדש: לשירות עם Sync יש לפחות אחת מן האפשרויות supportsPerLayerSync ו-supportsPerReplicaSync.',
  ],
  'no-layers': ['אין בשירות שכבה ואין טבלה.', 'יש להוסיף שכבה לשירות.'],
  'layer-sync-off': [
    'השכבה {layer} אינה מציינת את Sync בין היכולות שלה.',
    'יש להפעיל את Sync לשכבה הזאת, או לפרסם את השירות מחדש.',
  ],
  'no-global-ids': [
    'לשכבה {layer} אין GlobalID, ואי אפשר לקחת אותה למצב לא מקוון.',
    'הבעלים יכולים להוסיף אותם (Add Global IDs) ולפרסם את השירות מחדש עם Sync.',
  ],
};

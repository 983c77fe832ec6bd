import type { Language } from '../../common/languages.js';

export const editErrors: Language['messages'] = {
  summary: {
    zero: 'لم تُرفض تغييرات ({count})',
    one: 'رُفض تغيير واحد ({count})',
    two: 'رُفض تغييران ({count})',
    few: 'رُفضت {count} تغييرات',
    many: 'رُفض {count} تغييرًا',
    other: 'رُفض {count} تغيير',
  },
  summaryTodo: 'تبقى على هذا الجهاز حتى تقرر.',
  empty: 'لم يُرفض أي تغيير',
  emptyTodo: 'ما لا تقبله الخدمة يظهر هنا مع السبب.',
  add: 'معلم جديد',
  update: 'تغيير',
  delete: 'حذف',
  attachAdd: 'مرفق جديد',
  attachUpdate: 'مرفق مستبدل',
  attachDelete: 'مرفق مزال',
  retry: 'إعادة المحاولة',
  retryOf: 'إعادة المحاولة: {title}',
  showOnMap: 'عرض على الخريطة',
  showOnMapOf: 'عرض على الخريطة: {title}',
  discard: 'تجاهل',
  discardOf: 'تجاهل: {title}',
  saidRetry: '{title}: يُرسل مع المزامنة التالية',
};

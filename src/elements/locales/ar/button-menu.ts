import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: 'المزيد',
  menuBack: 'رجوع',
  menuReady: 'جاهز للعمل الميداني؟',
  menuStorage: 'التخزين في هذا الجهاز',
  menuSend: 'إرسال فقط',
  menuReceive: 'استلام فقط',
  menuReceipts: 'آخر عمليات المزامنة',
  menuAreas: 'المناطق على هذا الجهاز',
  menuReplace: 'استبدال المنطقة',
  menuRemove: 'إزالة من هذا الجهاز',
  rescueMore: 'التغييرات غير المرسلة كملف',
  copyReport: 'نسخ التقرير',
  reportCopied: 'نُسخ التقرير: حالات وإصدارات ورموز لمن يساعدك. لا يحتوي على أي شيء أدخلته.',
  reportByHand: 'لا يسمح هذا المتصفح للصفحة بالنسخ. حدّد التقرير وانسخه:',
};

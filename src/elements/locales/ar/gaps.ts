import type { Language } from '../../common/languages.js';

export const gaps: Required<Language>['gaps'] = {
  'sync-off': [
    'خيار Sync متوقف، لذلك لا يمكن أخذ أي شيء دون اتصال.',
    'في ArcGIS Online أو في طبقة مستضافة: صفحة العنصر، الإعدادات، «تمكين المزامنة». في ArcGIS Server: أضف إلى البيانات GlobalID والأرشفة (أو إدارة الإصدارات)، ثم انشر مع إمكانية المعالم Sync.',
  ],
  'query-off': [
    'خيار Query متوقف. الخدمة التي تزامن يجب أن تذكر Query وSync.',
    'فعّل Query إلى جانب Sync في إمكانيات المعالم.',
  ],
  'no-sync-model': [
    'لا توفر الخدمة أي طريقة للمزامنة: لا لكل طبقة ولا لكل نسخة متماثلة.',
    'انشر الخدمة من جديد: الخدمة ذات Sync فيها واحد على الأقل من supportsPerLayerSync وsupportsPerReplicaSync.',
  ],
  'no-layers': ['لا توجد في الخدمة طبقة ولا جدول.', 'أضف طبقة إلى الخدمة.'],
  'layer-sync-off': [
    'لا تذكر الطبقة {layer} خيار Sync بين إمكانياتها.',
    'فعّل Sync لهذه الطبقة، أو انشر الخدمة من جديد.',
  ],
  'no-global-ids': [
    'ليس للطبقة {layer} معرّفات GlobalID، ولا يمكن أخذها دون اتصال.',
    'يمكن لمالكها إضافتها (Add Global IDs) ونشر الخدمة من جديد مع Sync.',
  ],
};

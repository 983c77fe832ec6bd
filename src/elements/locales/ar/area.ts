import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'المنطقة المراد أخذها دون اتصال',
  areaClose: 'إغلاق',
  areaVisible: 'ما تعرضه الخريطة',
  areaDraw: 'الرسم على الخريطة',
  areaMove: 'التحريك بمفاتيح الأسهم',
  areaMoveHint: 'مفاتيح الأسهم تحرّك المنطقة، ومع Shift تغيّر حجمها.',
  areaDegrees: 'الحدود بالدرجات',
  areaUnits: 'الحدود بوحدات الخريطة',
  areaWest: 'الغرب',
  areaSouth: 'الجنوب',
  areaEast: 'الشرق',
  areaNorth: 'الشمال',
  areaWrong: 'هذه الأرقام الأربعة ليست منطقة.',
  areaCounting: 'جارٍ عدّ ما فيها',
  areaAttachments: 'تُضاف الصور إلى ذلك',
  areaTake: 'أخذ هذه المنطقة دون اتصال',
  areaFeatures: {
    one: 'معلم {count}، نحو {bytes}',
    zero: '{count} معالم، {bytes}',
    two: 'معلمان ({count})، نحو {bytes}',
    few: '{count} معالم، نحو {bytes}',
    many: '{count} معلمًا، نحو {bytes}',
    other: '{count} معلم، نحو {bytes}',
  },
};

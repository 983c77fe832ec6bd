import type { Language } from '../../common/languages.js';

export const rescue: Language['messages'] = {
  rescueExport: '导出未发送的更改',
  rescueHandOver: '移交给另一台设备',
  rescueImport: '从另一台设备导入',
  rescueTakeBack: { other: '收回 {count} 项更改' },
  rescuePassphrase: '文件的密码短语（可选）',
  rescueWorking: '正在处理文件…',
  rescueExported: { other: '{count} 项更改在文件“{name}”中。' },
  rescueHandedOver: { other: '{count} 项更改在文件“{name}”中。在另一台设备发送它们或您收回之前，它们在此处冻结。' },
  rescueImported: { other: '已接收 {count} 项更改，将随下次同步发送。' },
  rescueKnown: '文件中的内容这里都已经有了。',
  rescueTakenBack: '已收回。下次同步会询问服务器哪些已送达。',
  olderTab: '另一个标签页打开着此页面的旧版本：关闭它，这个页面会自动继续',
};

import type { Language } from '../../common/languages.js';

export const buttonMenu: Language['messages'] = {
  more: '更多',
  menuBack: '返回',
  menuReady: '可以出发去现场了吗？',
  menuStorage: '此设备的存储空间',
  menuSend: '仅发送',
  menuReceive: '仅接收',
  menuReceipts: '最近的同步',
  menuAreas: '此设备上的区域',
  menuReplace: '替换区域',
  menuRemove: '从此设备移除',
  rescueMore: '将未发送的更改存为文件',
  copyReport: '复制报告',
  reportCopied: '已复制报告：供帮助您的人使用的状态、版本和代码，不含您输入的任何内容。',
  reportByHand: '此浏览器不允许页面复制。请选中报告并复制：',
};

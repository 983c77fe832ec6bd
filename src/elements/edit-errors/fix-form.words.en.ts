import type { Message } from '../common/message.js';

const own = {
  fixTitle: 'Put right: {title}',
  apply: 'Apply and send with the next sync',
  cancelFix: 'Cancel',
  allFields: 'Show all fields',
  noValue: 'Empty',
  rowGone: 'The feature is not on this device any more.',
  loadingRow: 'Reading the feature',
  requiredMark: 'required',
  charactersLeft: 'at most {limit} characters',
};

export type FixFormKey = keyof typeof own;

export const fixFormEnglish: Readonly<Record<FixFormKey, Message>> = own;

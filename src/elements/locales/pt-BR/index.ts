import type { Locale } from '../../common/languages.js';
import { attachmentPicker } from './attachment-picker.js';
import { conflicts } from './conflicts.js';
import { editErrors } from './edit-errors.js';
import { errors, refusals } from './explanations.js';
import { geodatabaseFile } from './geodatabase-file.js';
import { status } from './status.js';
import { syncButton } from './sync-button.js';
import { syncProgress } from './sync-progress.js';

/** Brazilian Portuguese. */
export const locale: Locale = {
  lang: 'pt-BR',
  reviewed: false,
  messages: {
    ...status,
    ...syncButton,
    ...geodatabaseFile,
    ...syncProgress,
    ...editErrors,
    ...conflicts,
    ...attachmentPicker,
  },
  errors,
  editErrors: refusals,
};

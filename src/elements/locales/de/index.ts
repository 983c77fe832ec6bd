import type { Locale } from '../../common/languages.js';
import { area } from './area.js';
import { attachmentPicker } from './attachment-picker.js';
import { buttonMenu } from './button-menu.js';
import { conflicts } from './conflicts.js';
import { editErrors } from './edit-errors.js';
import { errors, refusals } from './explanations.js';
import { gaps } from './gaps.js';
import { geodatabaseFile } from './geodatabase-file.js';
import { menuPages } from './menu-pages.js';
import { readiness } from './readiness.js';
import { rescue } from './rescue.js';
import { status } from './status.js';
import { syncButton } from './sync-button.js';
import { syncProgress } from './sync-progress.js';

/** German. */
export const locale: Locale = {
  lang: 'de',
  reviewed: false,
  messages: {
    ...status,
    ...syncButton,
    ...buttonMenu,
    ...menuPages,
    ...readiness,
    ...rescue,
    ...geodatabaseFile,
    ...area,
    ...syncProgress,
    ...editErrors,
    ...conflicts,
    ...attachmentPicker,
  },
  errors,
  editErrors: refusals,
  gaps,
};

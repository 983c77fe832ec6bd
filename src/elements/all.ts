/**
 * Registers the four elements.
 *
 * @module gdb-sync/all.js
 */
export { GdbAttachmentPicker } from './attachment-picker/gdb-attachment-picker.js';
export { GdbEditErrors } from './edit-errors/gdb-edit-errors.js';
export { GdbSyncButton } from './sync-button/gdb-sync-button.js';
export { GdbSyncProgress } from './sync-progress/gdb-sync-progress.js';
export { addLanguage, type Language, type Locale } from './common/languages.js';
export type * from './attachment-picker/host-events.js';
export type * from './common/events.js';

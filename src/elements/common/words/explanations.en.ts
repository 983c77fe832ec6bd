/** All explanations in one piece, which the elements load on their own right after they are drawn. */
export { errorsEnglish } from './errors.en.js';
export { editErrorsEnglish } from './edit-errors.en.js';

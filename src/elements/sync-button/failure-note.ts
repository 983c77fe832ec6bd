import { html, type TemplateResult } from 'lit';
import type { ErrorSummary } from '../../shared/errors.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { Language } from '../common/languages.js';

/** Why a page of the menu has nothing to show, and what to do about it. */
export function failureNote(errors: ErrorExplainer, failure: ErrorSummary, language: Language | null): TemplateResult {
  const { what, todo } = errors.explain(failure, language);
  return html`<p class="row-why" role="alert"><bdi>${what}</bdi> <bdi>${todo}</bdi></p>`;
}

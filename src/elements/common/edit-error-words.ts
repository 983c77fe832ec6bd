/** Refused edits in plain words, by their ArcGIS code. */
import type { EditError } from '../../shared/records.js';
import type { ErrorWords, Language } from './languages.js';
import { editErrorsEnglish, extendedErrorsEnglish, unknownEditError } from './words/edit-errors.en.js';

/** What happened and what to do now. A code that nobody listed is left to the server's own words, which are shown beside in any case. */
export function editErrorWords(error: EditError, language: Language | null): ErrorWords {
  const { code, extendedCode } = error;
  const extended = extendedCode === undefined ? undefined : find(extendedCode, language, extendedErrorsEnglish);
  return extended ?? find(code, language, editErrorsEnglish) ?? language?.editErrors?.[0] ?? unknownEditError;
}

function find(
  code: number,
  language: Language | null,
  english: Readonly<Partial<Record<number, ErrorWords>>>,
): ErrorWords | undefined {
  return language?.editErrors?.[code] ?? english[code];
}

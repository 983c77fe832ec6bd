import type { BindingProblem } from './binding.js';
import type { Localizer } from './localizer.js';
import type { SetupKey } from './words/setup.en.js';

/** Why an element cannot work, in words for who writes the page. */
export function problemWords(problem: BindingProblem, words: Localizer<SetupKey>): string {
  switch (problem.kind) {
    case 'service-url-missing':
      return words.text('serviceUrlMissing');
    case 'service-url-wrong':
      return words.text('serviceUrlWrong', { value: problem.value });
    case 'not-loaded':
      return words.text('notLoaded');
    case 'refused':
      return problem.message;
  }
}

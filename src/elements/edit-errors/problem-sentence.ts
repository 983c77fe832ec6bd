/** What a layer would not take, in words. */
import type { EditProblem, ValueProblem } from '../../controller/types.js';
import type { Localizer } from '../common/localizer.js';
import type { ErrorsListKey } from './words.en.js';

const PLAIN = {
  required: 'needed',
  'not-in-list': 'notInList',
  'not-a-number': 'notANumber',
  'not-whole': 'notWhole',
  'not-a-date': 'notADate',
  'wrong-type': 'wrongType',
  'read-only': 'readOnly',
} as const satisfies Partial<Record<ValueProblem['kind'], ErrorsListKey>>;

/** With the field that it is about, where it is about one. */
export function problemSentence(problem: EditProblem, words: Localizer<ErrorsListKey>): string {
  if (problem.kind === 'wrong-shape') return words.text('wrongShape');
  if (problem.kind === 'not-allowed') return words.text('notAllowed');
  const text = problem.kind === 'no-such-field' ? words.text('noSuchField') : valueSentence(problem, words);
  return words.text('problemOf', { field: problem.alias, problem: text });
}

/** Beside the field. */
export function valueSentence(problem: ValueProblem, words: Localizer<ErrorsListKey>): string {
  switch (problem.kind) {
    case 'too-long':
      return words.text('tooLong', { count: problem.by });
    case 'out-of-range':
      return words.text('outOfRange', { min: problem.min, max: problem.max });
    default:
      return words.text(PLAIN[problem.kind]);
  }
}

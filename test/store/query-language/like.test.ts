/** LIKE against the plainest definition of it. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { likeMatcher } from '../../../src/store/query/language/like.js';

/** By the definition: `%` is nothing or one character and `%` again. */
function like(text: readonly string[], pattern: readonly string[], escape: string | null): boolean {
  const [first, second] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === escape && second !== undefined)
    return text[0] === second && like(text.slice(1), pattern.slice(2), escape);
  if (first === '%')
    return like(text, pattern.slice(1), escape) || (text.length > 0 && like(text.slice(1), pattern, escape));
  return text.length > 0 && (first === '_' || first === text[0]) && like(text.slice(1), pattern.slice(1), escape);
}

describe('LIKE', () => {
  it('matches what its definition matches', () => {
    const unit = fc.constantFrom('a', 'b', 'A', '%', '_', '!', '🚒');
    let matched = 0;
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 8 }),
        fc.array(fc.oneof(unit, fc.constantFrom('%', '_', 'a')), { maxLength: 8 }),
        fc.constantFrom('!', 'a', null),
        (text, pattern, escape) => {
          const expected = like(text, pattern, escape);
          if (expected) matched++;
          expect(likeMatcher(pattern.join(''), escape)(text.join(''))).to.equal(expected);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(matched).to.be.above(100);
  });
});

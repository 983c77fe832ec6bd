/** What is refused says where, and what was expected. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { GdbError } from '../../../src/shared/errors.js';
import { selects } from './inspections.js';

function refusal(where: string): string {
  try {
    selects(where);
  } catch (error) {
    if (error instanceof GdbError && error.code === 'unsupported-query') return error.message;
    throw error;
  }
  return 'nothing';
}

describe('a where clause that is not understood', () => {
  const said: readonly (readonly [where: string, message: string])[] = [
    ['', 'where, character 1: expected a field or a value, found the end.'],
    ['Floors', 'where, character 1: expected a condition, such as a comparison, but this is a value.'],
    ['Floors = ', 'where, character 10: expected a field or a value, found the end.'],
    ['Floors = = 5', 'where, character 10: expected a field or a value, found "=".'],
    ['Floors = 5 Name', 'where, character 12: expected AND, OR, an operator or the end, found "Name".'],
    ['(Floors = 5', 'where, character 12: expected ")", found the end.'],
    ["Name = 'abc", 'where, character 8: this quote is never closed.'],
    ['Floors = 5;', 'where, character 11: ";" means nothing here.'],
    ["Storeys = 5 OR Name = 'x'", 'where, character 1: Inspections has no field "Storeys".'],
    ['Floors IN ()', 'where, character 12: expected a field or a value, found ")".'],
    ['Floors BETWEEN 1 OR 2', 'where, character 18: expected AND, found "OR".'],
    ['Floors IS 5', 'where, character 11: expected NULL, found "5".'],
    ['(1=1) = (1=1)', 'where, character 2: expected a value, but this is a condition.'],
    ["Visited > DATE '2024-02-30'", "where, character 16: expected a DATE as 'yyyy-mm-dd'."],
    ["Visited > TIMESTAMP 'x'", "where, character 21: expected a TIMESTAMP as 'yyyy-mm-dd hh:mm:ss'."],
    ["Visited > 'tomorrow'", 'where, character 11: "tomorrow" is not a date with time.'],
    ["Floors > 'many'", 'where, character 10: "many" is not a number.'],
    ['Name > Floors', 'where, character 1: a text cannot be compared with a number; CAST one of them.'],
    [
      "Visited > CURRENT_DATE - INTERVAL '1' MONTH",
      'where, character 39: expected DAY or HOUR or MINUTE or SECOND, found "MONTH".',
    ],
    ["Visited > INTERVAL '1' DAY", 'where, character 11: an interval can only be added to or taken from a date.'],
    ["SOUNDEX(Name) = 'x'", 'where, character 1: there is no function SOUNDEX.'],
    ['MOD(Floors) = 1', 'where, character 1: MOD takes 2 arguments, not 1.'],
    ["Name LIKE 'a' ESCAPE '!!'", 'where, character 22: ESCAPE takes exactly one character.'],
    ["Plan = 'x'", 'where, character 1: this can only be tested for NULL.'],
    ['Visited + Visited = 1', 'where, character 11: expected a number, found a date with time.'],
    [
      'EXTRACT(WEEK FROM Visited) = 1',
      'where, character 9: expected YEAR or MONTH or DAY or HOUR or MINUTE or SECOND, found "WEEK".',
    ],
    ['Floors = (SELECT MAX(Floors) FROM x)', 'where, character 18: expected ")", found "MAX".'],
  ];
  for (const [where, message] of said) it(`such as: ${where}`, () => expect(refusal(where)).to.equal(message));

  it('is refused before it is too deep or too long to handle', () => {
    expect(refusal(`${'('.repeat(50_000)}1=1`)).to.contain('nested more than 100 levels deep');
    expect(refusal(`${'NOT ('.repeat(50_000)}1=1`)).to.contain('nested more than 100 levels deep');
    expect(refusal(`${'ABS('.repeat(50_000)}1`)).to.contain('nested more than 100 levels deep');
    expect(refusal(`1=1 OR ${' '.repeat(1_000_000)}1=1`)).to.contain('longer than 1000000 characters');
  });

  it('may be long: chains and lists of any length are no depth', () => {
    expect(selects(`${'1=0 OR '.repeat(100_000)}1=1`)).to.be.true;
    expect(selects(`0${' + 1'.repeat(100_000)} = 100000`)).to.be.true;
    expect(selects(`${'- '.repeat(100_000)}1 = 1`)).to.be.true;
    expect(selects(`${'NOT '.repeat(100_000)}1 = 1`)).to.be.true;
    expect(selects(`DATE '2024-01-01'${' + 1'.repeat(100_000)} > CURRENT_DATE`)).to.be.true;
    expect(selects(`''${" || 'a'".repeat(50_000)} LIKE 'a%'`)).to.be.true;
    const list = Array.from({ length: 100_000 }, (_, i) => String(i)).join(',');
    expect(selects(`Floors IN (${list})`, { Floors: 99_999 })).to.be.true;
  });

  it('whatever is written, is compiled or refused with a place, and nothing else happens', () => {
    const words = fc.constantFrom(
      ...[
        'Name',
        'Floors',
        'Visited',
        '"GlobalID"',
        'AND',
        'OR',
        'NOT',
        'IN',
        'IS',
        'NULL',
        'LIKE',
        'BETWEEN',
        'ESCAPE',
      ],
      ...[
        '(',
        ')',
        ',',
        '=',
        '<>',
        '<',
        '+',
        '-',
        '*',
        '/',
        '||',
        "'a'",
        "''",
        "'",
        '"',
        '1',
        '0',
        '2.5',
        '1e400',
        '9999999999999999999',
      ],
      ...[
        'DATE',
        "DATE '2024-05-01'",
        'CURRENT_DATE',
        "INTERVAL '1' DAY",
        'CAST',
        'AS',
        'INT',
        'TRIM',
        'BOTH',
        'FROM',
        'EXTRACT',
        'YEAR',
      ],
      ...[
        'SUBSTRING',
        'POSITION',
        'COALESCE',
        'NULLIF',
        'CONCAT',
        'ROUND',
        'POWER',
        'constructor',
        '__proto__',
        '🚒',
        '\u0000',
        '%',
      ],
    );
    const comparison = fc
      .tuple(words, fc.constantFrom('=', '<>', '<', 'LIKE'), words, fc.constantFrom('AND', 'OR', 'AND NOT'))
      .map((parts) => parts.join(' '));
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 25 }).map((list) => list.join(' ')),
      fc.array(comparison, { maxLength: 2 }).map((list) => `${list.join(' ')} 1=1`),
    );
    const row = { Name: 'a', Floors: 3, Visited: 5, GlobalID: 'x' };
    let understood = 0;
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(selects(text, row)).to.be.a('boolean');
          understood++;
        } catch (error) {
          if (!(error instanceof GdbError)) throw error;
          expect(error.code).to.equal('unsupported-query');
          expect(error.message).to.match(/^where, character \d+: /);
        }
      }),
      { numRuns: 5_000 },
    );
    expect(understood).to.be.above(0);
  });
});

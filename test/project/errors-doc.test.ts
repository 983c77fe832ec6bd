/** docs/errors.md is fresh and complete: no code of the protocol, and none of ours, is without a text for the field and one for the admin. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { adminEditWords, adminWords, serviceCodes } from '../../scripts/docs/admin-words.js';
import { errorsDoc } from '../../scripts/docs/errors-doc.js';
import { editErrorsEnglish } from '../../src/elements/common/words/edit-errors.en.js';
import { errorsEnglish } from '../../src/elements/common/words/errors.en.js';
import { envelopeError, statusError } from '../../src/service/failures.js';

/** Every code that edit results are documented to carry, old samples and extended codes included. */
const EDIT_CODES = [
  ...Array.from({ length: 24 }, (_, index) => 1000 + index),
  ...[2000, 2001, 100, -2147217395, -2147207418],
];
const REQUEST_CODES = ['HTTP 401', 'HTTP 403', 'HTTP 404', 'HTTP 413', 'HTTP 429', 'HTTP 500'].concat([
  'JSON 400',
  'JSON 403',
  'JSON 404',
  'JSON 498',
  'JSON 499',
  'JSON 500',
  'JSON 504',
  'JSON -2147220000',
]);

test('docs/errors.md is what the strings say now: npm run docs:errors', () => {
  assert.equal(readFileSync('docs/errors.md', 'utf8'), errorsDoc());
});

test('every code of a refused edit has words for the field and for the admin', () => {
  for (const code of EDIT_CODES) {
    assert.ok(editErrorsEnglish[code], `words for ${String(code)}`);
    assert.match(adminEditWords[code] ?? '', /\.$/, `admin words for ${String(code)}`);
  }
  assert.deepEqual(Object.keys(editErrorsEnglish).sort(), Object.keys(adminEditWords).sort());
});

test('every error of the library has words for the field and for the admin', () => {
  const declared = [...readFileSync('src/shared/errors.ts', 'utf8').matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(
    ([, code]) => code,
  );
  assert.ok(declared.length > 40);
  assert.deepEqual(Object.keys(errorsEnglish).sort(), [...declared].sort());
  assert.deepEqual(Object.keys(adminWords).sort(), [...declared].sort());
});

test('the service’s answers become what the table says', () => {
  for (const code of REQUEST_CODES)
    assert.ok(
      serviceCodes.some((row) => row.code === code),
      code,
    );
  const asked = {
    operation: 'synchronizeReplica',
    method: 'POST',
    url: 'https://a.example/FeatureServer',
    token: null,
  };
  for (const { code, becomes, again } of serviceCodes) {
    const number = Number(code.split(' ')[1]);
    const error = code.startsWith('HTTP')
      ? statusError(asked, { status: number, retryAfterMs: null })
      : envelopeError(asked, { code: number, message: 'No.', details: [] }, { status: 200, retryAfterMs: null });
    assert.deepEqual([error.code, error.retryable], [becomes, again], code);
  }
});

test('an unknown code keeps the server’s own words', () => {
  const asked = { operation: 'createReplica', method: 'POST', url: 'https://a.example/FeatureServer', token: null };
  const envelope = { code: 99_999, message: 'Der Dienst schläft.', details: ['Bis Montag.'] };
  const error = envelopeError(asked, envelope, { status: 200, retryAfterMs: null });
  assert.equal(error.code, 'service');
  assert.equal(error.details.serviceMessage, 'Der Dienst schläft.');
  assert.match(error.message, /99999: Der Dienst schläft\. Bis Montag\./);
});

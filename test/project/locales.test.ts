import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/run.mjs';
import type { ErrorWords, Locale } from '../../src/elements/common/languages.js';
import type { BlockingGapCode } from '../../src/shared/check-service.js';
import { loadLocale } from '../../src/elements/locales/shipped.js';
import type { Message } from '../../src/elements/common/message.js';

type Texts = Record<string, Message>;

const elements = join(root, 'src/elements');
const filesIn = (folder: string, ending: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));
const load = async (file: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(file).href)) as Record<string, unknown>;

const messages = new Map<string, { readonly message: Message; readonly file: string }>();
const explained = new Map<string, ErrorWords>();
/** Texts that mean two things, and so could have one translation only. */
const doubles: string[] = [];

for (const file of filesIn(elements, '.en.ts'))
  for (const table of Object.values(await load(file)).filter((one) => !Array.isArray(one)))
    for (const [key, value] of Object.entries(table as Record<string, Message | ErrorWords>)) {
      if (Array.isArray(value)) explained.set(key, value as unknown as ErrorWords);
      else if (typeof value === 'string' || 'other' in (value as object)) {
        const known = messages.get(key);
        if (known && JSON.stringify(known.message) !== JSON.stringify(value))
          doubles.push(`${key}: in ${relative(root, known.file)} and in ${relative(root, file)}`);
        messages.set(key, { message: value as Message, file });
      }
    }

const locales: Locale[] = [];
for (const file of filesIn(join(elements, 'locales'), 'index.ts')) locales.push((await load(file))['locale'] as Locale);

const formsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : (Object.values(message) as string[]);
/** What is placeholders and signs alone reads the same in every language that does not say otherwise. */
const isWords = (message: Message): boolean =>
  formsOf(message).some((form) => /\p{L}/u.test(form.replace(/\{\w+\}/g, '')));
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test('a key means one text, whichever element says it', () => {
  assert.ok(messages.size > 100);
  assert.deepEqual(doubles, []);
});

test('each language is found by its tag', async () => {
  assert.ok(locales.length > 0);
  for (const locale of locales) assert.equal(await loadLocale(locale.lang.toLowerCase()), locale);
  assert.equal(await loadLocale('de-ch'), await loadLocale('de'));
  assert.equal(await loadLocale('xx'), null);
});

/** What the elements say of a service that cannot be taken offline, and whether it is about one layer. In English the check itself says it. */
const GAPS: Readonly<Record<BlockingGapCode, 'service' | 'layer'>> = {
  'sync-off': 'service',
  'query-off': 'service',
  'no-sync-model': 'service',
  'no-layers': 'service',
  'layer-sync-off': 'layer',
  'no-global-ids': 'layer',
};

test('thirteen languages come with the library, beside English', () => {
  assert.equal(locales.length, 13);
});

for (const { lang, reviewed, messages: own, errors = {}, editErrors = {}, gaps = {} } of locales)
  test(`${lang}${reviewed ? '' : ', not reviewed by a native reader'}`, async (t) => {
    const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions();

    await t.test('has no text that English has not', () => {
      assert.deepEqual(
        Object.keys(own).filter((key) => !messages.has(key)),
        [],
      );
    });

    await t.test('keeps the placeholders, and has each plural that the language knows', () => {
      for (const [key, { message }] of messages) {
        const translated = own[key];
        if (translated === undefined) continue;
        const wanted = placeholders(formsOf(message).at(-1) ?? '');
        assert.equal(typeof translated === 'string', typeof message === 'string', key);
        // "one" may say it in a word.
        for (const form of formsOf(translated).slice(typeof translated === 'string' ? 0 : -1))
          assert.deepEqual(placeholders(form), wanted, key);
        for (const form of formsOf(translated))
          for (const one of placeholders(form)) assert.ok(wanted.includes(one), key);
        if (typeof translated !== 'string')
          assert.deepEqual(Object.keys(translated).sort(), [...pluralCategories].sort(), key);
      }
    });

    await t.test('leaves no text empty, and none in English', () => {
      const texts: Texts = own as Texts;
      for (const [key, message] of Object.entries(texts))
        for (const form of formsOf(message)) assert.notEqual(form.trim(), '', key);
      const same = Object.keys(own).filter(
        (key) => JSON.stringify(own[key]) === JSON.stringify(messages.get(key)?.message),
      );
      assert.ok(same.length < 12, same.join(', '));
    });

    await t.test('says every error in two sentences', () => {
      for (const [code, words] of Object.entries({ ...errors, ...editErrors } as Record<string, ErrorWords>)) {
        assert.ok(explained.has(code) || code in explained, code);
        assert.equal(words.length, 2, code);
      }
    });

    await t.test('says what a service lacks, and names the layer', () => {
      for (const [code, about] of Object.entries(GAPS)) {
        const [what = '', todo = '', ...more] = gaps[code as BlockingGapCode] ?? [];
        assert.notEqual(what.trim(), '', code);
        assert.notEqual(todo.trim(), '', code);
        assert.deepEqual(more, []);
        assert.deepEqual(placeholders(what), about === 'layer' ? ['{layer}'] : [], code);
        assert.deepEqual(placeholders(todo), [], code);
      }
      assert.deepEqual(Object.keys(gaps).sort(), Object.keys(GAPS).sort());
    });

    await t.test('is complete', () => {
      const missing = [...messages]
        .filter(([key, { message }]) => !(key in own) && isWords(message))
        .map(([key]) => key);
      assert.deepEqual(missing, []);
      assert.deepEqual(
        [...explained.keys()].filter((code) => !(code in errors) && !(code in editErrors)),
        [],
      );
    });
  });

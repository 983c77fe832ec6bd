import { expect, waitUntil } from '@open-wc/testing';
import { parseExtent, parseLayers, parseWord } from '../../src/elements/common/attributes.js';
import { parseAutoSync } from '../../src/elements/common/auto-sync-attribute.js';
import { ErrorExplainer } from '../../src/elements/common/error-words.js';
import { editErrorsEnglish } from '../../src/elements/common/words/edit-errors.en.js';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import { formatBytes, formatPercent, formatRelative } from '../../src/elements/common/format.js';
import { addLanguage, fetchLanguage, findLanguage } from '../../src/elements/common/languages.js';
import { formatMessage } from '../../src/elements/common/message.js';
import { pickerEnglish } from '../../src/elements/attachment-picker/words.en.js';
import { conflictsEnglish } from '../../src/elements/edit-errors/conflicts.words.en.js';
import { errorsListEnglish } from '../../src/elements/edit-errors/words.en.js';
import { buttonEnglish } from '../../src/elements/sync-button/words.en.js';
import { areaEnglish } from '../../src/elements/sync-button/area-words.en.js';
import { fileEnglish } from '../../src/elements/sync-button/file-words.en.js';
import { progressEnglish } from '../../src/elements/sync-progress/words.en.js';
import { errorsEnglish } from '../../src/elements/common/words/errors.en.js';
import { clear, inside, show, textOf } from '../support/element-page.js';

describe('a message', () => {
  const changes = { one: '{count} change', other: '{count} changes' };

  it('takes the plural of its language', () => {
    expect(formatMessage(changes, { count: 1 }, 'en')).to.equal('1 change');
    expect(formatMessage(changes, { count: 0 }, 'en')).to.equal('0 changes');
    expect(formatMessage({ few: '{count} zmiany', other: '{count} zmian' }, { count: 3 }, 'pl')).to.equal('3 zmiany');
  });

  it('writes numbers as the language does', () => {
    expect(formatMessage(changes, { count: 12345 }, 'en')).to.equal('12,345 changes');
    expect(formatMessage('{count}', { count: 12345 }, 'de')).to.equal('12.345');
  });

  it('puts text in as it is, and never reads it as a message', () => {
    expect(formatMessage('{name} was refused', { name: '{count} $& <b>' }, 'en')).to.equal(
      '{count} $& <b> was refused',
    );
  });

  it('keeps a placeholder that nobody fills', () => {
    expect(formatMessage('{toString} {x}', {}, 'en')).to.contain('{x}');
  });
});

describe('numbers in words', () => {
  it('bytes', () => {
    expect(formatBytes(12_400_000, 'en')).to.equal('12 MB');
    expect(formatBytes(1_850_000, 'en')).to.equal('1.9 MB');
    expect(formatBytes(340_000, 'en')).to.equal('340 kB');
    expect(formatBytes(5, 'en')).to.equal('5 bytes');
    expect(formatBytes(0, 'en')).to.equal('0 bytes');
    expect(formatBytes(5e12, 'en')).to.equal('5,000 GB');
  });

  it('percent', () => {
    expect(formatPercent(42, 'en')).to.equal('42%');
    expect(formatPercent(42, 'de')).to.match(/^42\s%$/);
  });

  it('times gone by, and to come', () => {
    const at = (seconds: number): string => formatRelative(1e12 + seconds * 1000, 1e12, 'en');
    expect(at(0)).to.equal('now');
    expect(at(-59)).to.equal('now');
    expect(at(-60)).to.equal('1 minute ago');
    expect(at(-7199)).to.equal('1 hour ago');
    expect(at(-86_400)).to.equal('yesterday');
    expect(at(-86_400 * 40)).to.equal('last month');
    expect(at(25)).to.equal('in 25 seconds');
    expect(at(24.2)).to.equal('in 25 seconds');
    expect(at(90)).to.equal('in 90 seconds');
    expect(at(300)).to.equal('in 5 minutes');
  });
});

describe('a language', () => {
  it('is English where there is none, numbers included', () => {
    expect(findLanguage('xx-YY')).to.deep.equal({ lang: 'en', language: null });
    expect(findLanguage('not a language')).to.deep.equal({ lang: 'en', language: null });
    expect(findLanguage('en-GB').lang).to.equal('en-GB');
  });

  it('is found by its tag, else by its first part', () => {
    const language = { messages: { sync: 'Synkronisera' } };
    addLanguage('sv', language);
    expect(findLanguage('sv-SE')).to.deep.equal({ lang: 'sv-SE', language });
  });

  it('is English for Traditional Chinese, also where the Simplified one is there', async () => {
    await fetchLanguage('zh');
    await fetchLanguage('zh-Hant-TW');
    expect(findLanguage('zh-SG').language).to.not.equal(null);
    expect(findLanguage('zh-Hant-TW')).to.deep.equal({ lang: 'en', language: null });
  });
});

describe('a language of the library', () => {
  afterEach(clear);

  it('is fetched when a place in the page first asks for it, with its numbers', async () => {
    const element = document.createElement('gdb-edit-errors');
    element.lang = 'de-CH';
    await show(element);
    await waitUntil(() => textOf(inside(element, '.base')).includes('service-url fehlt'));
    expect(findLanguage('de-CH').lang).to.equal('de-CH');
    expect(findLanguage('de-CH').language).to.not.equal(null);
  });

  it('is not fetched where the page has brought its own', async () => {
    const own = { messages: { serviceUrlMissing: 'service-url puuttuu' } };
    addLanguage('fi', own);
    const element = document.createElement('gdb-edit-errors');
    element.lang = 'fi';
    await show(element);
    expect(findLanguage('fi').language).to.equal(own);
    expect(textOf(inside(element, '.base'))).to.equal('service-url puuttuu');
  });
});

describe('auto-sync', () => {
  it('is all of it alone, some of it as a list, and never a guess', () => {
    expect(parseAutoSync(undefined)).to.deep.equal({ ok: true, value: false });
    expect(parseAutoSync('')).to.deep.equal({ ok: true, value: true });
    expect(parseAutoSync(true)).to.deep.equal({ ok: true, value: true });
    expect(parseAutoSync('off')).to.deep.equal({ ok: true, value: false });
    expect(parseAutoSync('load, edits')).to.deep.equal({ ok: true, value: { on: ['load', 'edits'] } });
    expect(parseAutoSync('online 30')).to.deep.equal({
      ok: true,
      value: { on: ['online', 'timer'], everyMs: 1_800_000 },
    });
    for (const wrong of ['hourly', '0', 'edits;load', '-5', 'toString'])
      expect(parseAutoSync(wrong).ok, wrong).to.equal(false);
  });
});

describe('attributes', () => {
  it('layers', () => {
    expect(parseLayers('0,1, 7')).to.deep.equal({ ok: true, value: [0, 1, 7] });
    expect(parseLayers('1,1')).to.deep.equal({ ok: true, value: [1] });
    expect(parseLayers('')).to.deep.equal({ ok: true, value: null });
    for (const wrong of ['a', '0;1', '-1', '1,', '1.5']) expect(parseLayers(wrong), wrong).to.deep.equal({ ok: false });
  });

  it('extent', () => {
    expect(parseExtent('1,2,3,4')).to.deep.equal({
      ok: true,
      value: { xmin: 1, ymin: 2, xmax: 3, ymax: 4, spatialReference: { wkid: 4326 } },
    });
    expect(parseExtent('1,2,3,4,2056')).to.have.nested.property('value.spatialReference.wkid', 2056);
    expect(parseExtent(undefined)).to.deep.equal({ ok: true, value: null });
    for (const wrong of [
      '1,2,3',
      '1,2,3,',
      '3,2,1,4',
      '1,4,3,2',
      '1,2,3,x',
      '1,2,3,4,0',
      '1,2,3,4,5,6',
      'Infinity,1,2,3',
    ])
      expect(parseExtent(wrong), wrong).to.deep.equal({ ok: false });
  });

  it('one of some words', () => {
    const words = ['both', 'up'] as const;
    expect(parseWord(' up ', words)).to.deep.equal({ ok: true, value: 'up' });
    expect(parseWord(null, words)).to.deep.equal({ ok: true, value: 'both' });
    expect(parseWord('down', words)).to.deep.equal({ ok: false });
  });
});

describe('a refused edit in plain words', () => {
  /** Every code of protocol.md's list. */
  const known = [...Array.from({ length: 24 }, (_, index) => 1000 + index), 2000, 2001, 100, -2147217395, -2147207418];
  it('says of every known code what happened and what to do', () => {
    for (const code of known) {
      const words = editErrorsEnglish[code];
      expect(words, String(code)).to.not.equal(undefined);
      for (const text of words ?? []) expect(text, String(code)).to.match(/^\p{Lu}.*\.$/u);
    }
  });

  describe('once the explanations are here', () => {
    const host = document.createElement('gdb-edit-errors');
    const explainer = new ErrorExplainer(host);
    before(async () => {
      explainer.hostConnected();
      await waitUntil(() => explainer.explainEdit({ code: 1001, description: 'x' }, null)[1] !== '');
    });

    it('an extended code says more than its code', () => {
      const error = { code: 1000, extendedCode: -2147207418, description: 'x' };
      expect(explainer.explainEdit(error, null)[0]).to.equal('A rule of the layer forbids these values.');
    });

    it('an unknown code has the words of the one code for all reasons, in the language of the page', () => {
      const error = { code: 4242, description: 'x' };
      expect(explainer.explainEdit(error, null)).to.deep.equal(editErrorsEnglish[1000]);
      const words = ['Abgelehnt.', 'Noch einmal.'] as const;
      expect(explainer.explainEdit(error, { messages: {}, editErrors: { 1000: words } })).to.deep.equal(words);
    });

    it('an error of the library keeps the service’s words where they tell more', () => {
      const details = { serviceMessage: 'Replica is locked.' };
      const service = explainer.explain({ code: 'service', message: 'x', retryable: false, details }, null);
      expect(service.said).to.equal('Replica is locked.');
      const network = explainer.explain({ code: 'network', message: 'x', retryable: true, details: {} }, null);
      expect(network.said).to.equal('');
    });
  });
});

describe('the English texts', () => {
  const tables = {
    buttonEnglish,
    fileEnglish,
    areaEnglish,
    progressEnglish,
    errorsListEnglish,
    conflictsEnglish,
    pickerEnglish,
  };

  it('never say "saved" alone, and end no sentence with an exclamation mark', () => {
    for (const table of Object.values(tables))
      for (const message of Object.values(table))
        for (const text of typeof message === 'string' ? [message] : (Object.values(message) as string[]))
          expect(text).not.to.match(/\bsaved\b|!/i);
  });

  it('tell what to do after every error', () => {
    for (const [code, [what, todo]] of Object.entries(errorsEnglish)) {
      expect(what, code).to.match(/^\p{Lu}.*\.$/u);
      expect(todo, code).to.match(/^\p{Lu}.*\.$/u);
    }
  });
});

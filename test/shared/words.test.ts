/** The small words that every room uses. */
import { expect } from '@open-wc/testing';
import { toBase64 } from '../../src/shared/base64.js';
import { groupBy, slices } from '../../src/shared/collections.js';
import { GdbError, fromSummary, isAbort, isGdbError, summarize, toGdbError } from '../../src/shared/errors.js';
import { isGuid, sameId, toGlobalId, toWireId } from '../../src/shared/ids.js';
import { readGlobalId } from '../../src/store/rows/read-global-id.js';
import { asBoolean, asNumber, isObject, pick } from '../../src/shared/json.js';
import { PART_SIZE, partCount } from '../../src/shared/parts.js';
import { parseServiceUrl, sameOrigin, stripSecrets } from '../../src/shared/urls.js';

describe('GlobalIDs', () => {
  it('are one, with braces or without, in any case', () => {
    const bare = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const near = ['8', 'G', 'é'].map((other) => `{${bare.toUpperCase().replace('-', other)}}`);
    const misplaced = `{${bare.toUpperCase().replace('0F8', '0-8')}}`;
    for (const read of [toGlobalId, readGlobalId]) {
      expect(read(` {${bare.toUpperCase()}} `)).to.equal(bare);
      expect(read(`{${bare.toUpperCase()}}`)).to.equal(bare);
      // As long as one, and none.
      for (const text of [...near, misplaced]) expect(read(text)).to.equal(text);
    }
    expect(toWireId(bare)).to.equal(`{${bare.toUpperCase()}}`);
    expect(sameId(`{${bare.toUpperCase()}}`, bare)).to.equal(true);
    expect(isGuid(`{${bare}`)).to.equal(true);
    expect(isGuid("x' OR 1=1")).to.equal(false);
  });
});

describe('URLs', () => {
  it('lose tokens, signatures and credentials before they are shown or stored (invariant 12)', () => {
    const url = 'https://user:secret@example.org/a?token=t0k3n&x=1&SIG=abc&X-Amz-Signature=q#token=t0k3n';
    const stripped = stripSecrets(url);
    for (const secret of ['secret', 't0k3n', 'abc', 'Signature=q']) expect(stripped).not.to.contain(secret);
    expect(stripped).to.contain('x=1');
    expect(stripSecrets('not a url?token=t0k3n')).to.equal('not a url');
  });

  it('name a service, whatever follows FeatureServer', () => {
    const root = 'https://example.org/arcgis/rest/services/A/FeatureServer';
    expect(parseServiceUrl(`${root}/?f=json`)).to.deep.equal({ serviceUrl: root });
    expect(parseServiceUrl(`${root}/3/`)).to.deep.equal({ serviceUrl: root, layerId: 3 });
    for (const bad of ['', '   ', 'javascript:alert(1)', 'data:text/html,x'])
      expect(() => parseServiceUrl(bad)).to.throw(TypeError);
  });

  it('are of one origin only when scheme, host and port are', () => {
    expect(sameOrigin('https://a.org/x', 'https://a.org/y')).to.equal(true);
    expect(sameOrigin('https://a.org', 'http://a.org')).to.equal(false);
    expect(sameOrigin('https://a.org', 'https://a.org.evil.org')).to.equal(false);
    expect(sameOrigin('https://a.org', 'nonsense')).to.equal(false);
  });
});

describe('errors', () => {
  it('are known across copies by structure, and survive a message', () => {
    const error = new GdbError('rate-limited', 'Slow down.', { retryAfterMs: 5, status: 429 });
    expect(isGdbError(error)).to.equal(true);
    expect(error.retryable).to.equal(true);
    const copy = fromSummary(structuredClone(summarize(error)));
    expect(copy).to.include({ code: 'rate-limited', message: 'Slow down.', retryable: true });
    expect(copy.details.retryAfterMs).to.equal(5);
  });

  it('wrap whatever was thrown, and an abort stays one', () => {
    expect(toGdbError('odd').code).to.equal('internal');
    expect(toGdbError(new DOMException('x', 'AbortError')).code).to.equal('aborted');
    expect(isAbort(new GdbError('aborted', ''))).to.equal(true);
  });
});

describe('JSON from a stranger', () => {
  it('is read tolerantly and never trusted', () => {
    expect(asNumber('42')).to.equal(42);
    expect(asNumber(' ')).to.equal(undefined);
    expect(asNumber(Infinity)).to.equal(undefined);
    expect(asBoolean('True')).to.equal(true);
    expect(asBoolean(1)).to.equal(undefined);
    expect(isObject([])).to.equal(false);
    expect(pick({ URL: 'x' }, 'resultUrl', 'url')).to.equal('x');
    expect(pick(JSON.parse('{"__proto__":{"url":"evil"}}') as Record<string, unknown>, 'url')).to.equal(undefined);
  });
});

describe('bytes', () => {
  it('become base64 like any other encoder makes it, at every length', () => {
    for (const length of [0, 1, 2, 3, 32_766, 32_767, 32_768, 100_001]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) & 255);
      expect(Uint8Array.from(atob(toBase64(bytes)), (char) => char.charCodeAt(0))).to.deep.equal(bytes);
    }
  });

  it('make parts of which only the last is short', () => {
    expect(partCount(0)).to.equal(0);
    expect(partCount(PART_SIZE)).to.equal(1);
    expect(partCount(PART_SIZE + 1)).to.equal(2);
  });
});

describe('collections', () => {
  it('group in order of first appearance, and slice without losing one', () => {
    expect([...groupBy([3, 1, 4, 1, 5], (value) => value % 2).entries()]).to.deep.equal([
      [1, [3, 1, 1, 5]],
      [0, [4]],
    ]);
    expect([...slices([1, 2, 3, 4, 5], 2)]).to.deep.equal([[1, 2], [3, 4], [5]]);
  });
});

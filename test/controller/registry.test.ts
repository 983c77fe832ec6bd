/** One controller a service and geodatabase, for the whole page. */
import { expect } from '@open-wc/testing';
import { getSyncController, isGdbError } from '../../src/index.js';
import { TestService } from '../support/service.js';

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return isGdbError(error) ? error.code : String(error);
  }
  return 'none';
}

describe('getSyncController', () => {
  it('shares one controller among all who name the same service and geodatabase, whatever the spelling of the URL', async () => {
    const { url } = await TestService.create();
    const first = getSyncController({ serviceUrl: url });
    expect(getSyncController({ serviceUrl: `${url}/` })).to.equal(first);
    expect(getSyncController({ serviceUrl: `${url}/0?f=json` })).to.equal(first);
    const other = getSyncController({ serviceUrl: url, geodatabase: 'north' });
    expect(other).not.to.equal(first);
    first.close();
    other.close();
    expect(getSyncController({ serviceUrl: url })).not.to.equal(first);
    getSyncController({ serviceUrl: url }).close();
  });

  it('is found by another copy of the library through a global symbol', async () => {
    const { url } = await TestService.create();
    const mine = getSyncController({ serviceUrl: url });
    const registry = (globalThis as unknown as Record<symbol, Map<string, unknown>>)[Symbol.for('gdb-sync/1')];
    expect([...(registry?.values() ?? [])]).to.include(mine);
    mine.close();
  });

  it('fills options that are unset and refuses a second, different value', async () => {
    const { url } = await TestService.create();
    const sync = getSyncController({ serviceUrl: url });
    const auth = { getToken: () => Promise.resolve('') };
    getSyncController({ serviceUrl: url, auth, userId: 'ada' });
    expect(codeOf(() => getSyncController({ serviceUrl: url, auth, userId: 'ada' }))).to.equal('none');
    expect(codeOf(() => getSyncController({ serviceUrl: url, userId: 'bob' }))).to.equal('controller-options-conflict');
    expect(codeOf(() => getSyncController({ serviceUrl: url, settleMs: 5 }))).to.equal('controller-options-conflict');
    const inMetres = { serviceUrl: url, outSpatialReference: { wkid: 102100 } };
    expect(codeOf(() => getSyncController(inMetres))).to.equal('none');
    expect(codeOf(() => getSyncController({ ...inMetres, outSpatialReference: null }))).to.equal(
      'controller-options-conflict',
    );
    sync.close();
  });

  it('keeps what was sent for as many days as it is told, and refuses what is no number of days', async () => {
    const { url } = await TestService.create();
    expect(getSyncController({ serviceUrl: url, geodatabase: 'usual' }).keptDays).to.equal(30);
    expect(getSyncController({ serviceUrl: url, keptDays: 90 }).keptDays).to.equal(90);
    expect(codeOf(() => getSyncController({ serviceUrl: url, keptDays: 7 }))).to.equal('controller-options-conflict');
    for (const keptDays of [0, -1, 1.5, NaN, Infinity, 4000])
      expect(codeOf(() => getSyncController({ serviceUrl: url, geodatabase: String(keptDays), keptDays }))).to.equal(
        'invalid-argument',
      );
    getSyncController({ serviceUrl: url }).close();
    getSyncController({ serviceUrl: url, geodatabase: 'usual' }).close();
  });

  it('names the attribute when the address is none', () => {
    for (const serviceUrl of ['', 'javascript:alert(1)', 'ftp://example.org/FeatureServer', 'http://:80']) {
      expect(codeOf(() => getSyncController({ serviceUrl }))).to.equal('invalid-argument');
    }
  });
});

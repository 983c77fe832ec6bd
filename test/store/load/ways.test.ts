/** Where large replies are taken in: a worker where the page allows one, the page itself everywhere else. Real pages, with real policies. */
import { expect } from '@open-wc/testing';
import { workerUrl } from '../../../src/store/worker/start-worker.js';
import type { PageReport } from './page.js';

const SCRIPT = workerUrl();

/** The base URL of another origin that has the same files, for any page to load. */
const ELSEWHERE = (window as unknown as { readonly __elsewhere: string }).__elsewhere;

/** A page with this policy, whose bundle would have its worker at this address; null: beside the bundle. `from`: where the bundle is. */
function visit(policy: string, worker: URL | null, from = ''): Promise<PageReport> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <body data-worker="${worker?.href ?? ''}"><script type="module" src="${from}/test/store/load/page.ts"></script>`;
  return new Promise((resolve) => {
    const hear = (event: MessageEvent<PageReport>): void => {
      if (event.source !== frame.contentWindow) return;
      removeEventListener('message', hear);
      frame.remove();
      resolve(event.data);
    };
    addEventListener('message', hear);
    document.body.append(frame);
  });
}

describe('a large reply', function () {
  this.timeout(60_000);
  const missing = new URL('/src/store/worker/nothing.js', location.href);
  const silent = new URL('/src/shared/ids.ts', location.href);
  const documented =
    "default-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html gdb-sync 'allow-duplicates'";

  for (const [name, policy, address, inWorker] of [
    ["is taken in by a worker on a page with script-src 'self'", "script-src 'self'", SCRIPT, true],
    ['is taken in by a worker under the documented policy, with Trusted Types', documented, SCRIPT, true],
    ['is taken in by the page where workers are forbidden', "worker-src 'none'", SCRIPT, false],
    [
      'is taken in by the page where the Trusted Types policy is forbidden',
      "require-trusted-types-for 'script'; trusted-types other",
      SCRIPT,
      false,
    ],
    ['is taken in by the page where the script is missing', "default-src 'self'", missing, false],
    ['is taken in by the page where the script is something else', "default-src 'self'", silent, false],
  ] as const) {
    // In Firefox 'self' means nothing in a srcdoc frame: the frame's own script would be refused, whatever this library does.
    const isMute = navigator.userAgent.includes('Firefox/') && policy.includes("'self'");
    const because = isMute ? ' (skipped: Firefox refuses the test frame its own script under this policy)' : '';
    if (isMute) console.log(`${name}${because}`);
    (isMute ? it.skip : it)(`${name}${because}`, async () => {
      const { worker, count, wait, error } = await visit(policy, address);
      expect({ worker, count, error }).to.deep.equal({ worker: inWorker, count: 40_000, error: null });
      expect(wait).to.be.lessThan(50);
    });
  }

  it('is taken in by the page whose bundle came from another origin, every row of it', async () => {
    const policy = `default-src 'self' ${ELSEWHERE}`;
    const { worker, count, wait, error, bundle } = await visit(policy, null, ELSEWHERE);
    expect(new URL(bundle).origin).to.equal(ELSEWHERE);
    expect(ELSEWHERE).not.to.equal(location.origin);
    expect({ worker, count, error }).to.deep.equal({ worker: false, count: 40_000, error: null });
    expect(wait).to.be.lessThan(50);
  });
});

/**
 * `npm test`: the Node tests, then the browser tests in Chromium. `--all`: in Chromium, Firefox and WebKit.
 * `--only=node` or `--only=browser` for one half. Ends with the line "N passed, N failed".
 */
import { ensureBrowsers, everyBrowser } from './ensure-browser.mjs';
import { nodeTestFolders, runNodeTests, testFiles } from './node-tests.mjs';
import { runTool } from './run.mjs';
import { withSecondTry } from './second-try.mjs';
import { reportTests } from './test-counts.mjs';
import { withWebKit } from './with-webkit.mjs';

const all = process.argv.includes('--all');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);

await reportTests(async () => {
  const codes = [];
  if (only !== 'browser') codes.push(await runNodeTests(testFiles(nodeTestFolders)));
  if (only !== 'node') codes.push(await browserTests());
  return codes;
});

/** @returns {Promise<number>} */
async function browserTests() {
  if (!all) {
    ensureBrowsers(['chromium']);
    return inBrowsers();
  }
  ensureBrowsers(everyBrowser);
  return withWebKit((port) => inBrowsers({ ENGINES: 'chromium,firefox,webkit', WEBKIT_DRIVER_PORT: String(port) }));
}

/** @param {Record<string, string>} env */
function inBrowsers(env = {}) {
  return withSecondTry(
    () => runTool('wtr', [], env),
    (files) => runTool('wtr', ['--concurrency', '1', '--files', ...files], env),
  );
}

/**
 * Browser tests: `npx wtr` in Chromium, `ENGINES=firefox npx wtr --files 'test/store/*.test.ts'` for some files elsewhere.
 * Tests read the emulator's base URL from `window.__emulator`, and that of a server of another origin with the same files from `window.__elsewhere`.
 */
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import puppeteer from 'puppeteer-core';
import { serveElsewhere } from './scripts/another-origin.mjs';
import { countBrowserTests } from './scripts/count-browser-tests.mjs';
import { startEmulatorProcess } from './scripts/emulator-process.mjs';
import { chromiumArgs, requireBrowser } from './scripts/find-browser.mjs';
import { nodeTestFolders } from './scripts/node-tests.mjs';
import { serveTiles } from './scripts/serve-tiles.mjs';
import { serveWorkers } from './scripts/serve-workers.mjs';
import { keepSeed, seed } from './scripts/seed.mjs';

/** @type {Record<string, () => import('@web/test-runner').BrowserLauncher>} */
const launchers = {
  chromium: () =>
    playwrightLauncher({
      product: 'chromium',
      concurrency: 2,
      launchOptions: { executablePath: requireBrowser('chromium'), args: chromiumArgs() },
    }),
  // Firefox speaks WebDriver BiDi to puppeteer-core, so no driver program is needed.
  firefox: () =>
    chromeLauncher({
      puppeteer: /** @type {any} */ (puppeteer),
      concurrency: 1,
      launchOptions: {
        browser: 'firefox',
        protocol: 'webDriverBiDi',
        headless: true,
        executablePath: requireBrowser('firefox'),
        // The panel of a download takes the focus from the page, and from those of later tests.
        extraPrefsFirefox: { 'browser.download.alwaysOpenPanel': false },
      },
    }),
  webkit: () => {
    const port = Number(process.env['WEBKIT_DRIVER_PORT']);
    if (!port) throw new Error('WebKit needs its driver: node scripts/with-webkit.mjs npx wtr ...');
    const binary = requireBrowser('webkit');
    const launcher = webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port,
      path: '/',
      logLevel: 'error',
      capabilities: /** @type {any} */ ({
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      }),
    });
    return /** @type {import('@web/test-runner').BrowserLauncher} */ (launcher);
  },
};

const engines = (process.env['ENGINES'] ?? 'chromium').split(',');
/** @type {Awaited<ReturnType<typeof startEmulatorProcess>>} */
let emulator;
/** @type {Awaited<ReturnType<typeof serveElsewhere>>} */
let elsewhere;

keepSeed();

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  hostname: '127.0.0.1',
  files: ['test/**/*.test.ts', ...[...nodeTestFolders, 'test/journeys'].map((folder) => `!${folder}/**`)],
  browsers: engines.map((engine) => {
    const launcher = launchers[engine];
    if (!launcher) throw new Error(`ENGINES names "${engine}"; there are ${Object.keys(launchers).join(', ')}.`);
    return launcher();
  }),
  nodeResolve: true,
  testFramework: { config: { timeout: 20_000 } },
  testsFinishTimeout: 300_000,
  browserStartTimeout: 60_000,
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: true }), countBrowserTests()],
  plugins: [
    serveWorkers(),
    serveTiles(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('tsconfig.test.json', import.meta.url)),
    }),
    {
      name: 'emulator',
      async serverStart({ server }) {
        emulator = await startEmulatorProcess();
        elsewhere = await serveElsewhere(server);
      },
      async serverStop() {
        await elsewhere?.close();
        await emulator?.close();
      },
    },
  ],
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>gdb-sync tests</title>
    <script>
      window.__emulator = ${JSON.stringify(emulator?.url ?? '')};
      window.__elsewhere = ${JSON.stringify(elsewhere?.url ?? '')};
      window.__seed = ${String(seed)};
    </script>
  </head>
  <body>
    <script type="module" src="/test/support/fixed-seed.ts"></script>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`,
};

/**
 * Finds the browsers that the tests drive. Downloads nothing.
 *
 * An environment variable that names a browser wins, and stops everything when it names none:
 * a test run in another browser than the one asked for would be misleading.
 */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium as playwrightChromium } from 'playwright-core';

/** Where each browser is looked for, in this order: variables, names on PATH, well-known places. */
const wanted = {
  chromium: {
    variables: ['CHROME_PATH', 'CHROME_BIN', 'PUPPETEER_EXECUTABLE_PATH'],
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'],
    places: () => [
      '/usr/bin/chromium',
      '/snap/bin/chromium',
      '/opt/google/chrome/chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ...windowsPrograms('Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'),
      playwrightCopy(),
    ],
  },
  firefox: {
    variables: ['FIREFOX_PATH'],
    names: ['firefox-esr', 'firefox'],
    places: () => [
      '/usr/bin/firefox-esr',
      '/snap/bin/firefox',
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      ...windowsPrograms('Mozilla Firefox/firefox.exe'),
    ],
  },
  webkit: {
    variables: ['WEBKIT_MINIBROWSER'],
    names: [],
    places: () =>
      ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].flatMap((folder) => libraryPrograms(folder, 'MiniBrowser')),
  },
  webkitDriver: {
    variables: ['WEBKIT_WEBDRIVER'],
    names: ['WebKitWebDriver'],
    places: () => ['/usr/bin/WebKitWebDriver'],
  },
  xvfb: { variables: [], names: ['Xvfb'], places: () => ['/usr/bin/Xvfb'] },
};

/** @typedef {keyof typeof wanted} Browser */

/**
 * The program of a browser, or undefined when this machine has none.
 * @param {Browser} browser
 * @returns {string | undefined}
 * @throws {Error} when an environment variable names a program that cannot be run
 */
export function findBrowser(browser) {
  const { variables, names, places } = wanted[browser];
  for (const variable of variables) {
    const path = process.env[variable];
    if (!path) continue;
    if (isProgram(path)) return path;
    throw new Error(`${variable} is "${path}", which is not a program. Correct it or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...onPath, ...places()].find((path) => path && isProgram(path));
}

/**
 * The program of a browser.
 * @param {Browser} browser
 * @returns {string}
 * @throws {Error} with the ways to get it, when it is missing
 */
export function requireBrowser(browser) {
  const path = findBrowser(browser);
  if (path) return path;
  throw new Error(howToInstall(browser));
}

/**
 * Switches Chromium needs on this machine. A developer's laptop keeps the sandbox.
 * @returns {string[]}
 */
export function chromiumArgs() {
  const isRoot = process.getuid?.() === 0;
  const isConfined = isRoot || process.env['CI'] === 'true' || existsSync('/.dockerenv');
  return isConfined ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];
}

/** The Debian packages that bring each browser. */
export const debianPackages = {
  chromium: ['chromium', 'fonts-liberation'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver'],
  webkitDriver: ['webkit2gtk-driver'],
  xvfb: ['xvfb'],
};

/** @param {Browser} browser */
function howToInstall(browser) {
  const apt = `apt-get update && apt-get install -y --no-install-recommends ${debianPackages[browser].join(' ')}`;
  const lines = [`No ${browser} found. On Debian or Ubuntu, as root:`, `  ${apt}`];
  if (browser === 'chromium') {
    lines.push(
      'Or install Google Chrome or Microsoft Edge, or run',
      '  npx playwright install --with-deps chromium',
      'or name one: export CHROME_PATH=...',
    );
  }
  if (browser === 'firefox') lines.push('Or name one: export FIREFOX_PATH=...');
  return lines.join('\n');
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What `npx playwright install chromium` leaves behind. */
function playwrightCopy() {
  try {
    return playwrightChromium.executablePath();
  } catch {
    return '';
  }
}

/** @param {string[]} programs */
function windowsPrograms(...programs) {
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
  return roots.flatMap((root) => (root ? programs.map((program) => join(root, program)) : []));
}

/**
 * Linux keeps helper programs in /usr/libexec or, per architecture, in /usr/lib/<triplet>.
 * @param {string} folder
 * @param {string} program
 */
function libraryPrograms(folder, program) {
  const roots = ['/usr/libexec', '/usr/lib'];
  if (existsSync('/usr/lib')) {
    roots.push(
      ...readdirSync('/usr/lib')
        .filter((name) => name.endsWith('-linux-gnu'))
        .map((name) => `/usr/lib/${name}`),
    );
  }
  return roots.map((root) => join(root, folder, program));
}

/**
 * `npm run a11y`: axe on every story in every state, light and dark, left to right and right to left: no violation, text at 7:1, and no contrast left
 * undecided. A story that does not play to its end fails here, too: who runs this needs no `storybook:test`.
 * `--only=picker` some of them.
 */
import { createRequire } from 'node:module';
import { allStories, modes, setTheme, visitStories } from './stories.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const stories = allStories();
/** @type {string[]} */
const found = [];
let checks = 0;

/**
 * Each is played once from left to right and once from right to left; then night falls over it, or day breaks, as on a device: colours alone change, and
 * nothing is played again. Each theme is once the one in which a story begins.
 * @type {readonly (readonly [import('./stories.mjs').Mode, import('./stories.mjs').Mode])[]}
 */
const looks = [
  [modes.light, modes.dark],
  [modes.darkRtl, modes.rtl],
];

const { failures } = await visitStories({
  stories,
  modes: looks.map(([begun]) => begun),
  visit: async (page, story, mode) => {
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axe });
    for (const look of looks.find(([begun]) => begun === mode) ?? []) {
      if (look !== mode) await setTheme(page, String(look.globals['theme']));
      checks += 1;
      for (const line of await findings(page)) found.push(`${story.id}, ${look.name}: ${line}`);
    }
  },
});
for (const line of [...failures, ...found]) console.error(line);
console.log(
  `${checks} checks over ${stories.length} stories: ${found.length} findings, ${failures.length} stories failed.`,
);
process.exitCode = found.length + failures.length > 0 || checks === 0 ? 1 : 0;

/**
 * What axe finds in a story as it stands.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
function findings(page) {
  return page.evaluate(async () => {
    const { violations, incomplete } = await /** @type {any} */ (globalThis).axe.run('#storybook-root', {
      resultTypes: ['violations', 'incomplete'],
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
      rules: {
        'color-contrast-enhanced': { enabled: true },
        // These are about a whole page; here an element stands alone.
        region: { enabled: false },
        'page-has-heading-one': { enabled: false },
        'landmark-one-main': { enabled: false },
        // Experimental: takes a status line inside a button for a part of its label.
        'label-content-name-mismatch': { enabled: false },
      },
    });
    const undecided = incomplete.filter((/** @type {any} */ { id }) => id.startsWith('color-contrast'));
    return [...violations, ...undecided].flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ node) => `${id}: ${node.any[0]?.message ?? ''} ${node.html.slice(0, 120)}`),
    );
  });
}

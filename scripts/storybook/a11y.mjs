/**
 * `npm run a11y`: axe on every story in every state, light and dark, left to right and right to left: no violation, text at 7:1, and no contrast left
 * undecided.
 * `--only=picker` some of them.
 */
import { createRequire } from 'node:module';
import { allStories, modes, visitStories } from './stories.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const stories = allStories();
/** @type {string[]} */
const found = [];
let checks = 0;

const { failures } = await visitStories({
  stories,
  modes: [modes.light, modes.dark, modes.rtl, modes.darkRtl],
  visit: async (page, story, mode) => {
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axe });
    checks += 1;
    const lines = await page.evaluate(async () => {
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
    for (const line of lines) found.push(`${story.id}, ${mode.name}: ${line}`);
  },
});
for (const line of [...failures, ...found]) console.error(line);
console.log(
  `${checks} checks over ${stories.length} stories: ${found.length} findings, ${failures.length} stories failed.`,
);
process.exitCode = found.length + failures.length > 0 || checks === 0 ? 1 : 0;

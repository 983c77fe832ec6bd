/** `npm run storybook:build`: storybook-static, which works offline from any folder. Fails when it holds no story. */
import { readFileSync } from 'node:fs';
import { runTool } from './run.mjs';

const code = await runTool('storybook', ['build', '--disable-telemetry', '--quiet', '--loglevel', 'warn'], {
  STORYBOOK_DISABLE_TELEMETRY: '1',
});
const stories = code === 0 ? storyCount() : 0;
if (code === 0) console.log(`${stories} stories.`);
process.exitCode = code || (stories > 0 ? 0 : 1);

/** @returns {number} */
function storyCount() {
  /** @type {{ type: string }[]} */
  const entries = Object.values(JSON.parse(readFileSync('storybook-static/index.json', 'utf8')).entries);
  return entries.filter(({ type }) => type === 'story').length;
}

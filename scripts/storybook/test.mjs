/** `npm run storybook:test`: every story is drawn and its play function played to its end. `--only=offline` some of them. */
import { allStories, modes, visitStories } from './stories.mjs';

const stories = allStories();
const { failures } = await visitStories({ stories, modes: [modes.light], visit: async () => {} });
for (const failure of failures) console.error(failure);
console.log(`${stories.length} stories played, ${failures.length} failed.`);
process.exitCode = failures.length > 0 || stories.length === 0 ? 1 : 0;

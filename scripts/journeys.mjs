/**
 * `npm run journeys`: the whole job in a real Chromium, from element to emulator.
 * `npm run journeys -- offline` runs the files whose name contains "offline". Ends with "N passed, N failed".
 * Long ones run only when they are named: `variants`, the main job against each way a service may work, `ten-clients`, `large-file`, which loads
 * a file of 1 GB, and `arcgis`, a page over the ArcGIS Maps SDK.
 */
import { ensureBrowsers } from './ensure-browser.mjs';
import { runNodeTests, testFiles } from './node-tests.mjs';
import { reportTests } from './test-counts.mjs';

const onlyWhenNamed = ['variants', 'ten-clients', 'large-file', 'arcgis'];
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

await reportTests(async () => {
  ensureBrowsers(['chromium']);
  const files = testFiles(['test/journeys'], '.journey.ts').filter((file) =>
    names.length === 0 ? !onlyWhenNamed.some((name) => file.includes(name)) : names.some((name) => file.includes(name)),
  );
  // Journeys kill and reopen browsers; two at once on a small machine only make each other slow.
  return [await runNodeTests(files, ['--test-concurrency=1', '--test-timeout=600000'])];
});

/**
 * `npm run package:check`: the package as npm would publish it, read by publint and by attw (types as each bundler finds them), imported without a page,
 * its data for VS Code beside the manifest, a page compiled against its types, and its emulator where nothing else is installed. After a build.
 */
import { checkBuilt } from './check-built.mjs';
import { checkInstalled } from './check-installed.mjs';
import { checkTypes } from './check-types.mjs';
import { runTool } from './run.mjs';

const publint = await runTool('publint', ['--strict', '--pack', 'npm', '.']);
const attw = await runTool('attw', [
  '--pack',
  '.',
  '--profile',
  'esm-only',
  '--format',
  'table-flipped',
  '--exclude-entrypoints',
  './custom-elements.json',
  './vscode.html-custom-data.json',
  './vscode.css-custom-data.json',
  './package.json',
]);
process.exitCode = publint || attw || (await checkBuilt()) || checkTypes() || (await checkInstalled());

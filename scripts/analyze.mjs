/**
 * `npm run analyze` writes custom-elements.json; `--check` fails when the committed one is not what would be written.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, runTool } from './run.mjs';

const manifest = 'custom-elements.json';
const folder = mkdtempSync(join(tmpdir(), 'gdb-sync-'));
try {
  const code = await runTool('cem', [
    'analyze',
    '--quiet',
    '--config',
    'custom-elements-manifest.config.mjs',
    '--outdir',
    relative(root, folder),
  ]);
  if (code !== 0) throw new Error(`cem ended with code ${code}`);
  const made = JSON.parse(readFileSync(join(folder, manifest), 'utf8'));
  // In the order of the files' names, not in that in which a disk gave them.
  made.modules.sort((/** @type {{ path: string }} */ a, /** @type {{ path: string }} */ b) =>
    a.path < b.path ? -1 : 1,
  );
  const fresh = `${JSON.stringify(made, null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(manifest, fresh);
    console.log(`${manifest} written.`);
  } else if (readFileSync(manifest, 'utf8') === fresh) {
    console.log(`${manifest} is fresh.`);
  } else {
    console.error(`${manifest} is not what the elements say now. Run: npm run analyze`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

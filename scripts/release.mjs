/**
 * `npm run release -- 1.2.0`: checks that the version may be published, and prints the commands that do it. Publishing itself is done by continuous
 * integration with `npm publish --provenance`, so that npm can show which commit and which run a package came from: no token of a person.
 * `--dry-run` before or after the version: what would stop it and what the package would hold, in a few seconds; nothing is verified.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { releaseProblems } from './release-problems.mjs';
import { run } from './run.mjs';

const wish = readWish();
const { name, repository } = JSON.parse(readFileSync('package.json', 'utf8'));
const problems = releaseProblems(wish.version, {
  repository,
  changelog: readFileSync('CHANGELOG.md', 'utf8'),
  changes: git('status', '--porcelain'),
  tags: git('tag', '--list').split('\n'),
});
for (const line of problems) console.error(line);

if (wish.isDry) {
  const { entryCount, size, unpackedSize } = packed();
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `The package would hold ${entryCount} files, ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked.`,
  );
  if (!existsSync('dist')) console.log('There is no dist: run first npm run build.');
  console.log('Dry run: nothing was verified, tagged or published.');
  if (problems.length > 0) process.exitCode = 1;
} else if (problems.length > 0) process.exitCode = 1;
else if ((await run('npm', ['run', '--silent', 'verify'])) === 0) {
  console.log(`\n${name} ${wish.version} may go out:
  npm version ${wish.version}
  git push --follow-tags
and in continuous integration, on the tag, with "id-token: write":
  npm ci && npm run build && npm publish --provenance --access public`);
} else process.exitCode = 1;

function readWish() {
  try {
    const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true });
    return { version: positionals.join(' '), isDry: values['dry-run'] === true };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nnpm run release -- 1.2.0 [--dry-run]`);
    process.exit(2);
  }
}

/** @returns {{ entryCount: number, size: number, unpackedSize: number }} what `npm publish` would send */
function packed() {
  return JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )[0];
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

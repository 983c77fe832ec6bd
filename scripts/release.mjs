/**
 * `npm run release -- 1.2.0`: checks that the version may be published, and prints the commands that do it. Publishing itself is done by continuous
 * integration with `npm publish --provenance`, so that npm can show which commit and which run a package came from: no token of a person.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { run } from './run.mjs';

const version = process.argv[2] ?? '';
/** @type {string[]} */
const wrong = [];
if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
  wrong.push(`"${version}" is no version such as 1.2.0 or 1.2.0-beta.1.`);
const { name, repository } = JSON.parse(readFileSync('package.json', 'utf8'));
if (repository === undefined)
  wrong.push('package.json names no repository: npm proves where a package came from only when it does.');
if (git('status', '--porcelain') !== '') wrong.push('The work tree has changes that are not committed.');
if (git('tag', '--list', `v${version}`) !== '') wrong.push(`There is a tag v${version} already.`);
if (!readFileSync('CHANGELOG.md', 'utf8').includes(`## [${version}]`))
  wrong.push(`CHANGELOG.md has no "## [${version}]".`);

if (wrong.length > 0) {
  for (const line of wrong) console.error(line);
  process.exitCode = 1;
} else if ((await run('npm', ['run', '--silent', 'verify'])) === 0) {
  console.log(`\n${name} ${version} may go out:
  npm version ${version}
  git push --follow-tags
and in continuous integration, on the tag, with "id-token: write":
  npm ci && npm run build && npm publish --provenance --access public`);
} else process.exitCode = 1;

/** @param {string[]} args */
function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8' }).trim();
}

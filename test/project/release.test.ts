import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { releaseProblems } from '../../scripts/release-problems.mjs';

const ready = { repository: {}, changelog: '## [1.2.0] - 2026-12-01', changes: '', tags: ['v1.1.0'] };

function release(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/release.mjs', ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

describe('a release', () => {
  it('may go out when nothing stands against it', () => {
    assert.deepEqual(releaseProblems('1.2.0', ready), []);
    assert.deepEqual(releaseProblems('1.2.0-beta.1', { ...ready, changelog: '## [1.2.0-beta.1]' }), []);
  });

  for (const [words, version, change] of [
    ['is no version', '--dry-run', {}],
    ['is no version', '1.2', {}],
    ['names no repository', '1.2.0', { repository: undefined }],
    ['not committed', '1.2.0', { changes: ' M README.md' }],
    ['a tag v1.2.0 already', '1.2.0', { tags: ['v1.2.0'] }],
    ['no "## [1.2.0]"', '1.2.0', { changelog: '## [Unreleased]' }],
  ] as const)
    it(`is stopped: ${version} ${words}`, () => {
      const problems = releaseProblems(version, { ...ready, ...change });
      assert.equal(problems.length, 1);
      assert.ok(problems[0]?.includes(words));
    });

  it('can be tried, which tells what the package would hold, and does nothing', () => {
    const tags = execFileSync('git', ['tag', '--list'], { encoding: 'utf8' });
    const { code, out, err } = release('--dry-run', '99.9.9');
    assert.equal(code, 1);
    assert.match(err, /CHANGELOG\.md has no "## \[99\.9\.9\]"/);
    assert.doesNotMatch(err, /no version/);
    assert.match(out, /would hold \d+ files, [\d.]+ MB packed/);
    assert.match(out, /Dry run: nothing was verified, tagged or published\./);
    assert.equal(execFileSync('git', ['tag', '--list'], { encoding: 'utf8' }), tags);
  });

  it('takes no other option', () => {
    const { code, err } = release('1.2.0', '--force');
    assert.equal(code, 2);
    assert.match(err, /--force.*\nnpm run release -- 1\.2\.0/s);
  });
});

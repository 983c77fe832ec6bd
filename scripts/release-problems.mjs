/** Why a version may not go out. Pure. */

/**
 * @typedef {object} Project
 * @property {unknown} repository of package.json
 * @property {string} changelog CHANGELOG.md
 * @property {string} changes what `git status --porcelain` prints
 * @property {readonly string[]} tags
 */

/**
 * @param {string} version
 * @param {Project} project
 * @returns {readonly string[]} sentences; none where nothing stands against it
 */
export function releaseProblems(version, { repository, changelog, changes, tags }) {
  const isVersion = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version);
  return [
    ...(isVersion ? [] : [`"${version}" is no version such as 1.2.0 or 1.2.0-beta.1.`]),
    ...(repository === undefined
      ? ['package.json names no repository: npm proves where a package came from only when it does.']
      : []),
    ...(changes === '' ? [] : ['The work tree has changes that are not committed.']),
    ...(isVersion && tags.includes(`v${version}`) ? [`There is a tag v${version} already.`] : []),
    ...(isVersion && !changelog.includes(`## [${version}]`) ? [`CHANGELOG.md has no "## [${version}]".`] : []),
  ];
}

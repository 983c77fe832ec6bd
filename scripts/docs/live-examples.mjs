/** Live examples in the pages of the elements: a story on a service in the page, from the Storybook beside the site. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** By tag. @type {Readonly<Record<string, { story: string, shows: string }>>} */
export const examples = {
  'gdb-sync-button': {
    story: 'situations-examples--sync-button',
    shows: 'nothing is on this device yet; take the area offline',
  },
  'gdb-sync-progress': {
    story: 'situations-examples--sync-progress',
    shows: 'a change and a photo wait; sync, and see how far it is',
  },
  'gdb-edit-errors': {
    story: 'situations-examples--edit-errors',
    shows: 'two changes were refused; see why, and send them again',
  },
  'gdb-attachment-picker': {
    story: 'situations-examples--attachment-picker',
    shows: 'an airfield with a photo that is not sent; look at it, add more, sync',
  },
};

/**
 * Puts each example below the first words of its element's page.
 * @param {string} folder of the site, with the Storybook in `storybook`
 * @param {readonly { name: string, tagName: string }[]} elements class and tag
 * @returns {readonly string[]} what is missing, in words
 */
export function addLiveExamples(folder, elements) {
  const index = join(folder, 'storybook/index.json');
  const stories = existsSync(index) ? JSON.parse(readFileSync(index, 'utf8')).entries : {};
  const pages = readdirSync(join(folder, 'classes'));
  return elements.flatMap(({ name, tagName }) => {
    const page = pages.find((file) => file.endsWith(`.${name}.html`));
    const example = examples[tagName];
    if (page === undefined) return [`${tagName} has no page`];
    if (example === undefined || !(example.story in stories)) return [`${page} has no live example`];
    const file = join(folder, 'classes', page);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(belowWords, () => figure(tagName, example));
    if (after === before) return [`${page} has no place for a live example`];
    writeFileSync(file, after);
    return [];
  });
}

/** Where the first words of a page are over. */
export const belowWords = /(?=<section class="tsd-panel tsd-hierarchy")/;

/**
 * @param {string} tag
 * @param {{ story: string, shows: string }} example
 */
function figure(tag, { story, shows }) {
  const address = `../storybook/iframe.html?viewMode=story&amp;id=${story}`;
  return `<figure class="live-example">
<iframe src="${address}" loading="lazy" title="Live example of ${tag}: ${shows}"></iframe>
<figcaption>Live, on a service inside this page: ${shows}. <a href="${address}">Open it alone</a></figcaption>
</figure>
`;
}

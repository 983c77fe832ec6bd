/** Links between the pages of a site that lead nowhere. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Those of a folder of HTML pages: to a file that is not there, or to a place that a page does not have. What scripts make and what lies on other hosts is not looked at.
 * @param {string} folder
 * @param {readonly string[]} pages within it
 * @returns {readonly string[]} `page: link`
 */
export function deadLinks(folder, pages) {
  /** @type {Map<string, ReadonlySet<string>>} */
  const places = new Map();
  /** @param {string} file */
  const placesOf = (file) => {
    const known =
      places.get(file) ??
      new Set([...readFileSync(file, 'utf8').matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id = '']) => id));
    places.set(file, known);
    return known;
  };
  // Storybook draws its pages by script.
  return pages
    .filter((page) => !page.startsWith('storybook'))
    .flatMap((page) => {
      const from = join(folder, page);
      const links = [...readFileSync(from, 'utf8').matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, link = '']) =>
        link.replaceAll('&amp;', '&'),
      );
      return [...new Set(links)]
        .filter((link) => !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link))
        .filter((link) => !leadsSomewhere(link))
        .map((link) => `${relative(folder, from)}: ${link}`);

      /** @param {string} link */
      function leadsSomewhere(link) {
        const [path = '', place = ''] = link.split('#', 2);
        const file = path === '' ? from : resolve(dirname(from), decodeURIComponent(path.split('?')[0] ?? ''));
        if (!existsSync(file)) return false;
        if (place === '' || !file.endsWith('.html') || statSync(file).isDirectory()) return true;
        return placesOf(file).has(decodeURIComponent(place)) || placesOf(file).has(place);
      }
    });
}

/**
 * Takes the indentation and comments out of lit templates, css and html. No minifier looks into a template; a reader of dist does.
 * Lines that go are given back after the template, so that source maps stay true.
 */

/** @typedef {{ type: string, start: number, end: number, [key: string]: unknown }} Node */

/** A rollup plugin; to be put after the one that takes the types away. */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    /**
     * @this {{ parse(code: string): unknown }}
     * @param {string} code
     * @param {string} id
     */
    transform(code, id) {
      if (!/\/src\/elements\//.test(id) || !/\b(?:css|html|svg)`/.test(code)) return null;
      return { code: minifiedTemplates(code, /** @type {Node} */ (this.parse(code))), map: null };
    },
  };
}

/**
 * @param {string} code a module
 * @param {Node} tree its ESTree
 */
export function minifiedTemplates(code, tree) {
  /** @type {{ start: number, end: number, text: string }[]} */
  const edits = [];
  visit(tree, (node) => {
    const { name } = /** @type {{ name?: string }} */ (node['tag']);
    const shorten = name === 'css' ? minifiedCss : name === 'html' || name === 'svg' ? minifiedHtml : undefined;
    if (shorten === undefined) return;
    const quasi = /** @type {Node} */ (node['quasi']);
    let lost = 0;
    for (const part of /** @type {Node[]} */ (quasi['quasis'])) {
      const raw = code.slice(part.start, part.end);
      const text = shorten(raw);
      lost += lines(raw) - lines(text);
      edits.push({ start: part.start, end: part.end, text });
    }
    edits.push({ start: quasi.end, end: quasi.end, text: '\n'.repeat(lost) });
  });
  let result = code;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start || b.end - a.end))
    result = result.slice(0, start) + text + result.slice(end);
  return result;
}

/**
 * The same rules in fewer characters. Texts in quotes stay as they are.
 * @param {string} css
 */
export function minifiedCss(css) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/("[^"]*"|'[^']*')/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};]) ?/g, '$1')
            .replace(/([,:]) /g, '$1')
            .replace(/\( /g, '(')
            .replace(/ \)/g, ')')
            .replace(/;}/g, '}'),
    )
    .join('');
}

/**
 * One blank where a template has a run of them: what a browser shows is the same. A blank before `${` or after it may be between two words.
 * @param {string} html
 */
export function minifiedHtml(html) {
  return html.replace(/\s+/g, ' ');
}

/**
 * @param {unknown} node
 * @param {(tagged: Node) => void} found
 */
function visit(node, found) {
  if (typeof node !== 'object' || node === null) return;
  const { type } = /** @type {Node} */ (node);
  if (type === 'TaggedTemplateExpression') found(/** @type {Node} */ (node));
  for (const value of Object.values(node)) visit(value, found);
}

/** @param {string} text */
function lines(text) {
  return text.split('\n').length;
}

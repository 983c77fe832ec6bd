/**
 * What axe finds, with its best practices, with text of less than 7:1 (the built-in colours are made for sunlight) and with the contrasts that it could
 * not decide: nothing is the entry ticket.
 */
import 'axe-core/axe.min.js';

interface Found {
  readonly id: string;
  readonly nodes: readonly {
    readonly html: string;
    readonly failureSummary?: string;
    readonly any: readonly { message: string }[];
  }[];
}

interface Axe {
  run(context: Element, options: object): Promise<{ violations: readonly Found[]; incomplete: readonly Found[] }>;
}

declare global {
  interface Window {
    axe: Axe;
  }
}

/** One line for each finding; empty when there is none. `undecided`: also what needs a human look. */
export async function axeFindings(element: Element): Promise<readonly string[]> {
  const { violations, incomplete } = await window.axe.run(element, {
    resultTypes: ['violations', 'incomplete'],
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: {
      'color-contrast-enhanced': { enabled: true },
      // These are about a whole page; here an element stands alone.
      region: { enabled: false },
      // Experimental: takes a status line inside a button for a part of its label.
      'label-content-name-mismatch': { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
    },
  });
  const undecided = incomplete.filter(({ id }) => id.startsWith('color-contrast'));
  return [...violations, ...undecided].flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${any[0]?.message ?? ''} ${html.slice(0, 160)}`),
  );
}

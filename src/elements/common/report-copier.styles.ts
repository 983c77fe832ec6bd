import type { CSSResult } from 'lit';
import { css } from './css.js';

/** What stands below "Copy report". */
export const reportStyles: CSSResult = css`
  .report-said {
    margin: 0.35em 0 0;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .report-by-hand {
    display: grid;
    gap: 0.25em;
    margin-block-start: 0.35em;
    font-size: var(--_small);
  }
  .report-by-hand textarea {
    inline-size: 100%;
    padding: 0.5em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font:
      12px / 1.4 ui-monospace,
      monospace;
    resize: vertical;
  }
`;

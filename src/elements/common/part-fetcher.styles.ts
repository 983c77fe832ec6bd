import type { CSSResult } from 'lit';
import { css } from './css.js';

/** With the small button that the element has. */
export const missingStyles: CSSResult = css`
  .part-missing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.75em;
    margin-block: 0.5em;
    padding-inline-start: 0.6em;
    border-inline-start: 3px solid var(--_danger);
    color: var(--_text);
    font-size: var(--_small);
  }
  .part-missing > span {
    flex: 1 1 12em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
`;

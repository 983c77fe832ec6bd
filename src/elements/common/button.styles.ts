import type { CSSResult } from 'lit';
import { css } from './css.js';

/** Small buttons inside the elements: quiet by default. */
export const button: CSSResult = css`
  .button {
    display: inline-flex;
    position: relative;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-inline-size: var(--_target);
    min-block-size: var(--_target);
    margin: 0;
    padding: 0.25em 0.75em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: var(--_small);
    font-weight: 500;
    line-height: 1.2;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  .button:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .button:active {
    background: color-mix(in srgb, currentColor 14%, transparent);
  }
`;

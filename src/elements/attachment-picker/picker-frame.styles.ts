import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

/** What the first look of the picker and its face have in common. */
export const frame: CSSResult = css`
  .base {
    position: relative;
    container-type: inline-size;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 0.75em;
    align-items: center;
    padding: 0.75em;
  }
  .words {
    flex: 1 1 12em;
    min-inline-size: 0;
  }
  .title {
    font-weight: 600;
    line-height: 1.3;
  }
  .summary,
  .status {
    color: var(--_muted);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }
  .summary:empty {
    min-block-size: 1.4em;
  }
  .base.blank {
    flex-wrap: wrap;
  }
  .blank span {
    flex-basis: 12em;
  }
  .blank a {
    padding-block: 0.75em;
    color: inherit;
  }
  .adders {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .button:focus-within:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .button.closed {
    border: 1px dashed var(--_outline);
    background: transparent;
    color: var(--_muted);
    cursor: not-allowed;
  }
  .camera:not(.here) {
    display: none;
  }
  @media (any-pointer: coarse) {
    .camera:not(.here) {
      display: inline-flex;
    }
  }
`;

import type { CSSResult } from 'lit';
import { css } from './css.js';

/** What most first looks do without. */
export const pieces: CSSResult = css`
  .base {
    --_raised: var(--gdb-color-surface-raised, var(--calcite-color-foreground-2, light-dark(#f3f4f5, #333)));
    --_danger: var(--gdb-color-danger, var(--calcite-color-status-danger, light-dark(#c02616, #ff7a61)));
    --_warning: var(--gdb-color-warning, var(--calcite-color-status-warning, light-dark(#b85f00, #ffb347)));
    --_success: var(--gdb-color-success, var(--calcite-color-status-success, light-dark(#1f7a2e, #5fd673)));
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* As far out as a dot is wide, and cut off there: a line shows none at its beginning. */
  .chunks {
    display: block;
    margin-inline-start: -0.55em;
    clip-path: inset(0 0 0 0.55em);
  }
  .chunks:dir(rtl) {
    clip-path: inset(0 0.55em 0 0);
  }
  .chunk {
    display: inline-block;
    padding-inline-start: 0.55em;
  }
  .chunk[hidden] {
    display: none;
  }
  .chunk::before {
    display: inline-block;
    box-sizing: border-box;
    inline-size: 0.55em;
    margin-inline-start: -0.55em;
    content: '·';
    content: '·' / ', ';
  }
  .chunk:first-child::before {
    content: '·' / '';
  }
`;

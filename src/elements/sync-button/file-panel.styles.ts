import type { CSSResult } from 'lit';
import { css } from '../common/css.js';
import { controls } from '../common/controls.styles.js';
import { reportStyles } from '../common/report-copier.styles.js';

export const panelStyles: readonly CSSResult[] = [
  ...controls,
  reportStyles,
  css`
    .file-panel {
      margin-block-start: 0.5em;
      padding: 0.75em;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      font-size: var(--_small);
    }
    .file-panel.over {
      outline: 2px dashed var(--_brand);
      outline-offset: -4px;
    }
    .file-head {
      display: flex;
      align-items: start;
      gap: 0.5em;
    }
    /* As tall as a finger wants it, and in the middle of the first line all the same. */
    .file-head .button {
      flex: none;
      margin-block: calc((1.4em - var(--_target)) / 2);
      margin-inline-end: calc((1.4em - var(--_target)) / 2);
    }
    .file-head h3 {
      flex: 1;
      min-inline-size: 0;
      margin: 0;
      font-size: inherit;
      font-weight: 600;
      line-height: 1.4;
    }
    .file-size {
      color: var(--_muted);
      font-weight: 400;
    }
    .file-panel p,
    .file-panel dl {
      margin: 0.5em 0 0;
    }
    .file-panel dt {
      margin-block-start: 0.4em;
      color: var(--_muted);
    }
    .file-panel dd {
      margin: 0;
    }
    .file-panel ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .file-panel li {
      display: flex;
      gap: 0.75em;
      justify-content: space-between;
    }
    .file-count {
      flex: none;
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }
    .file-problem {
      padding-inline-start: 0.6em;
      border-inline-start: 3px solid var(--_danger);
    }
    .file-actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5em;
      margin-block-start: 0.75em;
    }
    .file-actions input {
      display: none;
    }
  `,
];

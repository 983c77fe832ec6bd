import type { CSSResult } from 'lit';
import { css } from '../common/css.js';
import { controls } from '../common/controls.styles.js';
import { reportStyles } from '../common/report-copier.styles.js';

export const menuStyles: readonly CSSResult[] = [
  ...controls,
  reportStyles,
  css`
    .panel {
      margin-block-start: 0.5em;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      font-size: var(--_small);
    }
    .items {
      margin: 0;
      padding: 0.25em;
      list-style: none;
    }
    .item {
      display: flex;
      align-items: center;
      gap: 0.75em;
      inline-size: 100%;
      min-block-size: max(2.75rem, 44px);
      padding: 0.25em 0.75em;
      border-radius: calc(var(--_radius) - 3px);
      line-height: 1.3;
    }
    .item .icon {
      color: var(--_muted);
    }
    .items .report-said,
    .items .report-by-hand {
      margin: 0 0.75em 0.5em;
    }
    .items .part-missing {
      margin-inline: 0.75em;
    }
    .page-head {
      display: flex;
      align-items: center;
      gap: 0.25em;
      padding: 0.25em;
      border-block-end: 1px solid var(--_border);
    }
    .page-head h3 {
      flex: 1;
      min-inline-size: 0;
      margin: 0;
      font-size: inherit;
      font-weight: 600;
    }
    [dir='rtl'] .page-head .icon,
    :host(:dir(rtl)) .page-head .icon {
      transform: scaleX(-1);
    }
    .page-body {
      padding: 0.75em;
    }
    .rescue {
      display: grid;
      gap: 0.5em;
    }
    .rescue-action {
      min-block-size: var(--_target);
      padding: 0.25em 0.75em;
      border: 1px solid var(--_outline);
      border-radius: var(--_radius);
      text-align: center;
    }
    .rescue-action[aria-disabled='true'] {
      border-style: dashed;
      cursor: not-allowed;
    }
    .passphrase {
      display: grid;
      gap: 0.25em;
    }
    .passphrase input {
      min-block-size: var(--_target);
      padding: 0.25em 0.5em;
      border: 1px solid var(--_outline);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
    }
    .said {
      margin: 0;
    }
    .said:empty {
      display: none;
    }
    @media (forced-colors: active) {
      .item:hover {
        outline: 1px solid Highlight;
      }
    }
  `,
];

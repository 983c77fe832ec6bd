import type { CSSResult } from 'lit';
import { css } from '../common/css.js';
import { panelStyles } from './file-panel.styles.js';

export const areaStyles: readonly CSSResult[] = [
  ...panelStyles,
  css`
    .area-ways {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5em;
      margin-block-start: 0.5em;
    }
    .area-panel fieldset {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0.4em 0.75em;
      min-inline-size: 0;
      margin: 0.75em 0 0;
      padding: 0;
      border: 0;
    }
    .area-panel legend {
      padding: 0;
      color: var(--_muted);
    }
    .area-panel label {
      display: grid;
      gap: 0.15em;
      min-inline-size: 0;
    }
    .area-panel input {
      box-sizing: border-box;
      inline-size: 100%;
      min-block-size: 2.2em;
      padding-inline: 0.5em;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: inherit;
      font: inherit;
      font-variant-numeric: tabular-nums;
    }
    .area-panel input:focus-visible {
      outline: 2px solid var(--_focus);
      outline-offset: 1px;
    }
    .area-panel input[aria-invalid='true'] {
      border-color: var(--_danger);
    }
    .area-hint {
      color: var(--_muted);
    }
    .area-panel [aria-pressed='true'] {
      border-color: var(--_brand);
      box-shadow: inset 0 0 0 1px var(--_brand);
    }
    .area-estimate {
      min-block-size: 1.4em;
      font-variant-numeric: tabular-nums;
    }
  `,
];

import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

export const pageStyles: readonly CSSResult[] = [
  css`
    .page-body p {
      margin: 0 0 0.6em;
    }
    .rows {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .rows li {
      padding-block: 0.5em;
    }
    .rows li + li {
      border-block-start: 1px solid var(--_border);
    }
    .rows .with-button {
      display: flex;
      gap: 0.75em;
      align-items: center;
      justify-content: space-between;
    }
    .with-button > :last-child {
      flex: none;
      white-space: nowrap;
    }
    .row-title {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75em;
      justify-content: space-between;
      font-weight: 600;
    }
    .row-when,
    .row-detail {
      color: var(--_muted);
      font-weight: 400;
      font-variant-numeric: tabular-nums;
    }
    .rows .bad,
    .row-why,
    .lost {
      padding-inline-start: 0.6em;
      border-inline-start: 3px solid var(--_danger);
    }
    .add {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5em;
      align-items: end;
      margin-block-start: 0.5em;
    }
    .add label {
      display: grid;
      flex: 1;
      gap: 0.25em;
      min-inline-size: 8em;
    }
    .add input {
      min-inline-size: 0;
      min-block-size: var(--_target);
      padding: 0.25em 0.5em;
      border: 1px solid var(--_outline);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: var(--_text);
      font: inherit;
    }
    .add p {
      inline-size: 100%;
      margin: 0;
    }
    .word {
      display: flex;
      gap: 0.6em;
      align-items: center;
      min-block-size: var(--_target);
      margin-block-end: 0.5em;
    }
    .word input {
      flex: none;
      inline-size: 1.4em;
      block-size: 1.4em;
      margin: 0;
      accent-color: var(--_brand);
    }
    .leave .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5em;
    }
  `,
];

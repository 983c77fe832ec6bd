import type { CSSResultGroup } from 'lit';
import { css } from '../common/css.js';
import { looks } from '../common/button-looks.styles.js';
import { pieces } from '../common/pieces.styles.js';
import { reportStyles } from '../common/report-copier.styles.js';

/** Beside those of its first look. */
export const styles: CSSResultGroup = [
  pieces,
  looks,
  reportStyles,
  css`
    .base.calm {
      --_tint: var(--_muted);
    }
    .base.good {
      --_tint: var(--_success);
    }
    .base.attention {
      --_tint: var(--_danger);
    }
    .title,
    .details {
      font-variant-numeric: tabular-nums;
    }
    .details,
    .small {
      color: var(--_muted);
      font-size: var(--_small);
    }
    .small {
      margin-block-start: 0.35em;
    }
    .notes,
    .notes ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .notes {
      margin-block-start: 0.35em;
      font-size: var(--_small);
    }
    .notes li + li {
      margin-block-start: 0.35em;
    }
    .notes ul {
      padding-inline-start: 1.1em;
      color: var(--_muted);
    }
    summary {
      display: list-item;
      padding-block: calc((var(--_target) - 1.4em) / 2);
      cursor: pointer;
    }
    .percent {
      grid-area: percent;
      align-self: start;
      color: var(--_tint);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      line-height: 1.3;
    }
    .compact .words {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75em;
      align-items: baseline;
    }
    .compact .sign {
      border: 0;
    }
    .phases {
      display: grid;
      gap: 0.3em;
      padding: 0;
      list-style: none;
    }
    .bar {
      overflow: hidden;
    }
    .fill {
      inline-size: 0;
      block-size: 100%;
      border-radius: inherit;
      background: var(--_tint);
    }
    .unknown .fill {
      inline-size: 100%;
      background: repeating-linear-gradient(90deg, var(--_tint) 0 0.75rem, transparent 0.75rem 1.5rem);
    }
    .phase {
      display: grid;
      grid-template:
        'mark title' auto
        '. details' auto / 1.25em 1fr;
      gap: 0 0.5em;
      color: var(--_muted);
    }
    .phase.on,
    .phase.held {
      color: var(--_text);
    }
    .phase.on .phase-title,
    .phase.held .phase-title {
      font-weight: 600;
    }
    .mark {
      display: grid;
      grid-area: mark;
      place-items: center;
      block-size: 1.4em;
    }
    .phase.done .mark {
      color: var(--_success);
    }
    .phase-title {
      grid-area: title;
    }
    .phase-details {
      grid-area: details;
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }
    .phase-details:empty {
      display: none;
    }
    .dot {
      inline-size: 0.75em;
      block-size: 0.75em;
      border: 2px solid var(--_outline);
      border-radius: 50%;
    }
    .phase.on .dot {
      border-color: var(--_brand);
      background: var(--_brand);
      box-shadow: 0 0 0 0.2em color-mix(in srgb, var(--_brand) 25%, transparent);
    }
    @container (inline-size > 24rem) {
      .phase {
        grid-template: 'mark title details' auto / 1.25em 1fr auto;
      }
      .phase-details {
        text-align: end;
      }
    }
    .receipts {
      margin-block-start: 0.75em;
      padding-block-start: 0.25em;
      border-block-start: 1px solid var(--_border);
      font-size: var(--_small);
    }
    .receipts p {
      margin: 0.5em 0 0;
    }
    .actions:not(:has(button)) {
      margin: 0;
    }
    @media (prefers-reduced-motion: no-preference) {
      .fill {
        transition: inline-size 0.3s;
      }
      .unknown .fill {
        animation: move 0.8s linear infinite;
      }
    }
    @keyframes move {
      to {
        background-position-x: 1.5rem;
      }
    }
    @media (forced-colors: active) {
      .bar {
        block-size: 8px;
        border: 1px solid CanvasText;
      }
      .fill {
        --_tint: Highlight;
        forced-color-adjust: none;
      }
      .sign {
        border: 1px solid CanvasText;
      }
      .phase.on .dot {
        background: Highlight;
        forced-color-adjust: none;
      }
    }
  `,
];

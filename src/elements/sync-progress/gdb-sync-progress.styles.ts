import { css, type CSSResultGroup } from 'lit';
import { controls } from '../common/controls.styles.js';
import { tokens } from '../common/tokens.styles.js';

export const styles: CSSResultGroup = [
  tokens,
  controls,
  css`
    .base {
      --_tint: var(--_brand);
      container-type: inline-size;
      padding: 0.75em;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    .base.calm {
      --_tint: var(--_muted);
    }
    .base.good {
      --_tint: var(--_success);
    }
    .base.attention {
      --_tint: var(--_danger);
    }
    .card {
      display: grid;
      grid-template:
        'sign words percent' auto
        'bar bar bar' auto
        'phases phases phases' auto
        'actions actions actions' auto / auto 1fr auto;
      gap: 0 0.75em;
      align-items: center;
    }
    @container (inline-size > 32rem) {
      .card {
        grid-template:
          'sign words percent actions' auto
          'bar bar bar bar' auto
          'phases phases phases phases' auto / auto 1fr auto auto;
      }
      .card .actions {
        align-self: start;
        margin-block-start: 0;
      }
    }
    .compact {
      padding: 0;
      border: 0;
      background: transparent;
    }
    .compact .sign {
      inline-size: 1.5em;
      block-size: 1.5em;
      border: 0;
      background: transparent;
    }
    .compact .words {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75em;
      align-items: baseline;
    }
    .compact .bar {
      margin-block-start: 0.35em;
    }
    @container (inline-size > 24rem) {
      .compact .card {
        grid-template:
          'sign words percent actions' auto
          'bar bar bar bar' auto / auto 1fr auto auto;
      }
      .compact .actions {
        margin-block-start: 0;
      }
    }
    .sign {
      grid-area: sign;
      display: grid;
      align-self: start;
      place-items: center;
      inline-size: max(2.25em, 36px);
      block-size: max(2.25em, 36px);
      border-radius: 50%;
      background: color-mix(in srgb, var(--_tint) 13%, transparent);
      color: var(--_tint);
    }
    .title {
      font-weight: 600;
      line-height: 1.3;
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
    .bar {
      grid-area: bar;
      block-size: 4px;
      margin-block-start: 0.75em;
      overflow: hidden;
      border-radius: 2px;
      background: color-mix(in srgb, var(--_tint) 22%, transparent);
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
    .phases {
      display: grid;
      grid-area: phases;
      gap: 0.3em;
      margin: 0.75em 0 0;
      padding: 0;
      font-size: var(--_small);
      list-style: none;
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
    .words {
      grid-area: words;
      min-inline-size: 0;
    }
    .actions {
      display: flex;
      grid-area: actions;
      flex-wrap: wrap;
      gap: 0.5em;
      justify-content: end;
      margin-block-start: 0.75em;
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
        grid-area: bar;
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

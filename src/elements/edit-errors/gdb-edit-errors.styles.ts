import { css, type CSSResultGroup } from 'lit';
import { controls } from '../common/controls.styles.js';
import { tokens } from '../common/tokens.styles.js';

export const styles: CSSResultGroup = [
  tokens,
  controls,
  css`
    .base {
      container-type: inline-size;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    .head {
      --_tint: var(--_danger);
      display: flex;
      gap: 0.75em;
      align-items: center;
      padding: 0.75em;
    }
    .head.calm {
      --_tint: var(--_success);
    }
    .head.setup {
      --_tint: var(--_muted);
    }
    .sign {
      display: grid;
      flex: none;
      place-items: center;
      inline-size: max(2.25em, 36px);
      block-size: max(2.25em, 36px);
      border-radius: 50%;
      background: color-mix(in srgb, var(--_tint) 13%, transparent);
      color: var(--_tint);
    }
    .title {
      margin: 0;
      font-size: inherit;
      font-weight: 600;
      line-height: 1.3;
    }
    .todo,
    .said,
    .meta {
      color: var(--_muted);
      font-size: var(--_small);
    }
    .layer {
      display: flex;
      gap: 0.5em;
      align-items: center;
      margin: 0;
      padding: 0.4em 0.75em;
      border-block: 1px solid var(--_border);
      background: var(--_raised);
      font-size: inherit;
      font-weight: 600;
      line-height: 1.3;
    }
    .layer > * {
      font-size: var(--_small);
    }
    .count {
      min-inline-size: 1.7em;
      padding: 0 0.4em;
      border: 1px solid var(--_outline);
      border-radius: 1em;
      color: var(--_text);
      font-weight: 500;
      text-align: center;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-start;
      gap: 0.25em 0.5em;
      padding: 0.625em 0.75em;
    }
    .row + .row {
      border-block-start: 1px solid var(--_border);
    }
    .main {
      display: flex;
      flex: 1 1 18em;
      gap: 0.75em;
      min-inline-size: 0;
      border-radius: calc(var(--_radius) / 2);
    }
    .main .sign {
      --_tint: var(--_muted);
      align-self: start;
    }
    .text {
      flex: 1;
      min-inline-size: 0;
    }
    .name {
      font-weight: 600;
    }
    .what {
      margin-block: 0.1em;
      font-size: max(0.9375em, 13px);
    }
    .what .todo {
      font-size: inherit;
    }
    .wrong {
      color: color-mix(in srgb, var(--_danger) 78%, var(--_text));
    }
    .actions {
      display: flex;
      flex: 0 1 auto;
      flex-wrap: wrap;
      gap: 0.5em;
      align-items: center;
      margin-inline-start: auto;
    }
    .apart {
      margin-inline-start: 0.75em;
    }
    .question {
      flex: 1 1 14em;
      font-size: var(--_small);
      font-weight: 500;
    }
    .row.asking {
      background: color-mix(in srgb, var(--_danger) 8%, transparent);
    }
    .row.asking .actions {
      flex: 1 1 100%;
      padding-inline-start: calc(max(2.25em, 36px) + 0.75em);
    }
    @container (inline-size < 26rem) {
      .button .icon {
        display: none;
      }
      .button {
        padding-inline: 0.6em;
      }
      .actions,
      .row.asking .actions {
        flex: 1 1 100%;
        justify-content: end;
        padding-inline-start: 0;
      }
      .question {
        flex: 1 1 100%;
      }
    }
    @media (forced-colors: active) {
      .sign {
        border: 1px solid CanvasText;
      }
      .row.asking {
        border: 2px solid CanvasText;
      }
    }
  `,
];

import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

export const readyStyles: readonly CSSResult[] = [
  css`
    .ready-sum {
      margin: 0 0 0.5em;
      font-weight: 600;
    }
    .ready ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .ready li {
      display: grid;
      grid-template-columns: auto 1fr auto;
      gap: 0.1em 0.6em;
      align-items: center;
      padding-block: 0.4em;
    }
    .ready li + li {
      border-block-start: 1px solid var(--_border);
    }
    .ready-sign {
      display: grid;
      color: var(--_muted);
    }
    .ready .good .ready-sign {
      color: var(--_success);
    }
    .ready .bad .ready-sign {
      color: var(--_danger);
    }
    .ready-words {
      min-inline-size: 0;
    }
    .ready-title,
    .ready-detail {
      display: block;
      line-height: 1.3;
    }
    .ready-title {
      font-weight: 600;
    }
    .ready-detail {
      color: var(--_muted);
    }
    @container (inline-size < 26rem) {
      .ready .button {
        grid-column: 2 / -1;
        justify-self: start;
      }
      .ready .good .button,
      .ready .open .button {
        padding-inline: 0;
      }
    }
  `,
];

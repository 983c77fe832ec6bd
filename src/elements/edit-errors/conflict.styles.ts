import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

export const conflictStyles: CSSResult = css`
  .conflicts > .bulk {
    padding: 0 0.75em 0.75em;
  }
  .head.asks {
    --_tint: var(--_warning, var(--_brand));
  }
  .conflicts + .head {
    border-block-start: 1px solid var(--_border);
  }
  .conflict,
  .conflict-head {
    border-block-start: 1px solid var(--_border);
  }
  .conflict {
    padding: 0.625em 0.75em;
  }
  .about {
    border-radius: calc(var(--_radius) / 2);
  }
  .conflict .actions {
    margin-block-start: 0.5em;
    margin-inline-start: 0;
  }
  .conflict .actions .apart {
    margin-inline-start: auto;
  }
  .conflict .question {
    flex: 1 1 14em;
  }
  .gone {
    margin: 0.25em 0 0;
    font-size: max(0.9375em, 13px);
  }
  .fields {
    margin-block-start: 0.375em;
  }
  .field {
    display: grid;
    grid-template-columns: minmax(7em, 1fr) minmax(0, 2fr) minmax(0, 2fr);
    gap: 0.375em 0.5em;
    padding-block: 0.25em;
  }
  .field-name {
    padding-block: 0.4em;
    font-size: max(0.9375em, 13px);
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .side {
    display: flex;
    gap: 0.5em;
    align-items: start;
    min-block-size: var(--_target);
    box-sizing: border-box;
    padding: 0.4em 0.5em;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) / 2);
    font-size: max(0.9375em, 13px);
  }
  button.side {
    margin: 0;
    border-color: var(--_outline);
    background: none;
    color: inherit;
    font-family: inherit;
    line-height: inherit;
    text-align: start;
    cursor: pointer;
  }
  .side.counts {
    border-color: var(--_brand);
    background: color-mix(in srgb, var(--_brand) 8%, transparent);
  }
  .side > .icon {
    margin-inline-start: auto;
    color: var(--_brand);
  }
  .side .sign {
    --_tint: var(--_muted);
  }
  .shape.other {
    opacity: 0.35;
  }
  .mark {
    flex: none;
    box-sizing: border-box;
    inline-size: 1.1em;
    block-size: 1.1em;
    margin-block-start: 0.15em;
    border: 2px solid var(--_outline);
    border-radius: 50%;
  }
  .counts .mark {
    border: 0.35em solid var(--_brand);
  }
  .whose {
    display: block;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .value {
    display: block;
    /* Chromium knows the word with its prefix alone. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  @container (inline-size < 26rem) {
    .field {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .field-name {
      grid-column: 1 / -1;
      padding-block: 0.25em 0;
    }
    .side:has(.sign) {
      flex-wrap: wrap;
    }
    .conflict .actions {
      justify-content: start;
    }
  }
  @media (forced-colors: active) {
    /* No wider border: what is chosen must not move. */
    .side.counts {
      border-color: Highlight;
      outline: 1px solid Highlight;
    }
    .side > .icon {
      color: Highlight;
    }
    .mark {
      border-color: ButtonText;
    }
    .counts .mark {
      border-color: Highlight;
    }
  }
`;

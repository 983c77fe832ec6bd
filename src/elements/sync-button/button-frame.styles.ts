import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

/** What the first look of the button and its face have in common. */
export const frame: CSSResult = css`
  .base {
    --_face: var(--_surface);
    --_ink: var(--_text);
    --_soft: var(--_muted);
    --_edge: var(--_outline);
    --_sign: var(--_brand);
    container-type: inline-size;
  }
  .base.lead {
    --_face: var(--_brand);
    --_ink: var(--_on-brand);
    --_soft: var(--_on-brand);
    --_edge: transparent;
    --_sign: var(--_on-brand);
  }
  :host([appearance='outline']) .base.lead,
  :host([appearance='transparent']) .base.lead {
    --_face: var(--_surface);
    --_ink: var(--_text);
    --_soft: var(--_muted);
    --_edge: var(--_brand);
    --_sign: var(--_brand);
  }
  :host([appearance='transparent']) .base:not(.attention) {
    --_edge: transparent;
  }
  :host([appearance='transparent']) .base.quiet {
    --_face: transparent;
  }
  :host([scale='s']) .control {
    font-size: 0.875em;
  }
  :host([scale='l']) .control {
    font-size: 1.25em;
  }
  .control {
    display: flex;
    align-items: stretch;
    min-block-size: max(4.375rem, 70px);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_face);
    color: var(--_ink);
  }
  button {
    margin: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  .blank button {
    min-block-size: var(--_target);
    padding: 0.25em 0.75em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
  }
  button:hover {
    background: color-mix(in srgb, currentColor 9%, transparent);
  }
  button:active {
    background: color-mix(in srgb, currentColor 16%, transparent);
  }
  .main {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.75em;
    min-inline-size: 0;
    padding: 0.375em 0.75em;
    border-radius: calc(var(--_radius) - 1px);
  }
  .sign {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: max(2.5em, 40px);
    block-size: max(2.5em, 40px);
    border-radius: 50%;
    background: color-mix(in srgb, var(--_sign) 13%, transparent);
    color: var(--_sign);
  }
  .sign > * {
    grid-area: 1 / 1;
  }
  .words {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }
  .label {
    font-weight: 600;
    line-height: 1.3;
  }
  .detail {
    color: var(--_soft);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
    line-height: 1.3;
  }
  /* Before the face is there. */
  .detail:empty {
    min-block-size: 1.3em;
  }
  .count {
    flex: none;
    min-inline-size: 1.9em;
    padding: 0.15em 0.55em;
    border: 1px solid transparent;
    border-radius: 1em;
    background: var(--_ink);
    color: var(--_face);
    font-size: var(--_small);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  .end {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: max(3rem, 48px);
    border-inline-start: 1px solid color-mix(in srgb, currentColor 25%, transparent);
  }
  /* Between fills of one colour a ring around it would not be seen. */
  .main:focus-visible,
  .end:focus-visible {
    outline-color: currentColor;
    outline-offset: -5px;
  }
  .end:last-of-type {
    border-start-end-radius: calc(var(--_radius) - 1px);
    border-end-end-radius: calc(var(--_radius) - 1px);
  }
  /* One button beside the words, and the count on the sign: the words keep their two lines. */
  @container (inline-size < 26rem) {
    .open-file {
      display: none;
    }
    /* Room for three lines below the first, so that nothing jumps when a sentence is long. */
    .control {
      min-block-size: max(5.375em, 86px);
    }
    .main {
      position: relative;
    }
    [data-action='start'] .detail:empty {
      min-block-size: 2.6em;
    }
    .count {
      position: absolute;
      inset-block-start: calc(50% - max(1.75em, 26px));
      inset-inline-start: calc(0.75em + max(1em, 16px));
      z-index: 1;
      min-inline-size: 1.75em;
      padding: 0 0.25em;
      border-color: var(--_face);
      font-size: 12px;
    }
  }
  /* Text of twice the size on a small phone: words need the room of the sign. */
  @container (inline-size < 15em) {
    .sign {
      display: none;
    }
    .count {
      position: static;
    }
    .end {
      inline-size: 48px;
    }
  }
  @media (forced-colors: active) {
    .control {
      border-color: ButtonText;
    }
    .sign {
      border: 1px solid ButtonText;
    }
  }
`;

import type { CSSResultGroup } from 'lit';
import { css } from '../common/css.js';
import { reportStyles } from '../common/report-copier.styles.js';

/** Beside those of its first look. */
export const styles: CSSResultGroup = [
  reportStyles,
  css`
    .head.calm {
      --_tint: var(--_success);
    }
    .head.setup {
      --_tint: var(--_muted);
    }
    .head.asks {
      --_tint: var(--_warning);
    }
    /* The line below is near. */
    .title:focus-visible {
      outline-offset: 0;
    }
    .bulk .apart,
    .undo .apart {
      margin-inline-start: auto;
    }
    .control {
      min-block-size: var(--_target);
      padding: 0.25em 0.5em;
      border: 1px solid var(--_outline);
      border-radius: var(--_radius);
      background: var(--_surface);
      color: inherit;
      font: inherit;
      font-size: max(0.9375em, 13px);
    }
    [type='search'] {
      flex: 1 1 12em;
      min-inline-size: 0;
    }
    ::placeholder {
      color: var(--_muted);
      opacity: 1;
    }
    .choice {
      display: flex;
      gap: 0.4em;
      align-items: center;
      font-size: var(--_small);
    }
    .choice .control {
      max-inline-size: 14em;
    }
    .layer,
    .cause {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25em 0.5em;
      align-items: center;
      padding: 0.25em 0.75em;
      border-block-start: 1px solid var(--_border);
      background: var(--_raised);
    }
    .cause {
      background: none;
    }
    .heading {
      flex: 1 1 14em;
      min-inline-size: 0;
    }
    h3,
    h4 {
      margin: 0;
      font-size: max(0.9375em, 13px);
      font-weight: 600;
      line-height: 1.3;
    }
    .toggle {
      display: inline-flex;
      gap: 0.4em;
      align-items: center;
      min-block-size: var(--_target);
      margin: 0;
      padding: 0;
      border: 0;
      border-radius: calc(var(--_radius) / 2);
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    .toggle[aria-expanded='false'] .icon {
      transform: rotate(-90deg);
    }
    .toggle[aria-expanded='false']:dir(rtl) .icon {
      transform: rotate(90deg);
    }
    .heading .todo {
      padding-block-end: 0.35em;
      padding-inline-start: 1.65em;
    }
    .count {
      flex: none;
      min-inline-size: 1.7em;
      padding: 0 0.4em;
      border: 1px solid var(--_outline);
      border-radius: 1em;
      font-size: var(--_small);
      font-weight: 500;
      text-align: center;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-start;
      gap: 0.25em 0.5em;
      padding: 0.625em 0.75em;
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
      position: relative;
      align-self: start;
    }
    .sign.drawn {
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) / 2);
      background: var(--_raised);
      color: var(--_text);
    }
    .shape {
      grid-area: 1 / 1;
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke: var(--_brand);
      stroke-width: 1.75;
      stroke-linejoin: round;
    }
    .shape.points,
    .shape.area {
      fill: color-mix(in srgb, var(--_brand) 35%, transparent);
    }
    .badge {
      position: absolute;
      inset-block-end: -5px;
      inset-inline-end: -5px;
      display: grid;
      place-items: center;
      inline-size: max(1.125em, 18px);
      block-size: max(1.125em, 18px);
      border: 1px solid var(--_border);
      border-radius: 50%;
      background: var(--_surface);
    }
    .badge .icon {
      inline-size: max(0.6875em, 11px);
      block-size: max(0.6875em, 11px);
      stroke-width: 2.5;
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
      color: color-mix(in srgb, var(--_danger) 55%, var(--_text));
    }
    .actions,
    .more {
      display: flex;
      flex: 0 1 auto;
      flex-wrap: wrap;
      gap: 0.5em;
      align-items: center;
      margin-inline-start: auto;
    }
    .more {
      flex: 1 1 100%;
      justify-content: end;
    }
    .apart {
      margin-inline-start: 0.75em;
    }
    /* Clear of the bar below, which stays in view, and of what a page may keep above. */
    .base > :not(.undo) :is([data-row], [data-stop], button, input, select, textarea) {
      scroll-margin-block: 4.5em max(4.5em, var(--_covered, 0px));
    }
    .undo {
      position: sticky;
      inset-block-end: 0;
      padding: 0.5em 0.75em;
      border-block-start: 1px solid var(--_outline);
      border-end-start-radius: var(--_radius);
      border-end-end-radius: var(--_radius);
      background: var(--_raised);
      font-size: max(0.9375em, 13px);
      z-index: 1;
    }
    .part-missing {
      margin-inline: 0.75em;
    }
    .undo > span {
      flex: 1 1 14em;
      font-weight: 500;
    }
    /* Room for the icon that comes in the next frame, and for the gap beside it. */
    @container (inline-size >= 26rem) {
      .coming .button:not(.square) {
        padding-inline-start: calc(0.75em + 1.25em + 0.4em);
      }
    }
    @container (inline-size < 26rem) {
      .row .button:not(.square) .icon {
        display: none;
      }
      .row .button {
        padding-inline: 0.6em;
      }
      .row .button.square {
        padding: 0;
      }
      .row .actions,
      .cause .actions {
        flex: 1 1 100%;
        justify-content: end;
      }
    }
    @media (forced-colors: active) {
      .shape {
        stroke: CanvasText;
      }
    }
  `,
];

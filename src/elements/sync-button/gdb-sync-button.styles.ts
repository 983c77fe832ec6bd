import type { CSSResultGroup } from 'lit';
import { button } from '../common/button.styles.js';
import { css } from '../common/css.js';
import { pieces } from '../common/pieces.styles.js';

/** Beside those of its first look. */
export const styles: CSSResultGroup = [
  pieces,
  button,
  css`
    .base.attention {
      --_face: color-mix(in srgb, var(--_danger) 8%, var(--_surface));
      --_soft: var(--_text);
      --_edge: var(--_danger);
      --_sign: var(--_danger);
    }
    .main[aria-disabled='true'] {
      background: none;
      cursor: default;
    }
    .ring {
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke-width: 3;
      transform: rotate(-90deg);
    }
    .track {
      stroke: color-mix(in srgb, var(--_sign) 22%, transparent);
    }
    .done {
      stroke: var(--_sign);
      stroke-linecap: round;
    }
    .missing {
      margin: 0;
      padding: 0.5em 0.75em 0;
      font-size: var(--_small);
      list-style: none;
    }
    .missing > li + li {
      margin-block-start: 0.6em;
    }
    .remedy {
      color: var(--_muted);
    }
    @container (inline-size < 26rem) {
      .working .more,
      .held .cancel {
        display: none;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      .turning {
        animation: turn 1.1s linear infinite;
      }
      .done {
        transition: stroke-dasharray 0.3s;
      }
    }
    @keyframes turn {
      to {
        transform: rotate(270deg);
      }
    }
    @media (forced-colors: active) {
      .done {
        stroke: Highlight;
        stroke-width: 5;
      }
      /* The border of the sign is the track. */
      .track {
        stroke: none;
      }
    }
  `,
];

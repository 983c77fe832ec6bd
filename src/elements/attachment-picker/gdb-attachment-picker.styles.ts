import type { CSSResultGroup } from 'lit';
import { css } from '../common/css.js';

/** Beside those of its first look. */
export const styles: CSSResultGroup = [
  css`
    .base.over {
      border-color: var(--_brand);
      outline: 2px dashed var(--_brand);
      outline-offset: -5px;
      background: color-mix(in srgb, var(--_brand) 8%, var(--_surface));
    }
    .empty {
      display: flex;
      gap: 0.75em;
      align-items: center;
      margin: 0 0.75em 0.75em;
      padding: 0.75em;
      border: 1px dashed var(--_outline);
      border-radius: calc(var(--_radius) / 1.5);
      color: var(--_muted);
      font-size: var(--_small);
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25em 0.5em;
      align-items: center;
      padding: 0.5em 0.75em;
      border-block-start: 1px solid var(--_border);
    }
    .main {
      display: flex;
      flex: 1 1 0;
      gap: 0.75em;
      align-items: center;
      min-inline-size: 9em;
      border-radius: calc(var(--_radius) / 2);
    }
    .look {
      position: relative;
      flex: none;
      margin: 0;
      padding: 0;
      border: 0;
      border-radius: calc(var(--_radius) / 1.5);
      background: none;
      color: inherit;
      font: inherit;
    }
    button.look {
      cursor: pointer;
    }
    .waiting,
    .gone {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25em 0.5em;
      align-items: center;
      padding: 0.5em 0.75em;
      border-block-start: 1px solid var(--_border);
      background: var(--_raised);
      font-size: var(--_small);
    }
    .held {
      display: inline-flex;
      align-items: center;
    }
    .gone-words {
      flex: 1 1 9em;
      font-weight: 500;
    }
    .badge {
      position: absolute;
      inset-block-end: -4px;
      inset-inline-end: -4px;
      display: grid;
      place-items: center;
      inline-size: 20px;
      block-size: 20px;
      border: 2px solid var(--_surface);
      border-radius: 50%;
      background: var(--_brand);
      color: var(--_on-brand);
    }
    .badge .icon {
      inline-size: 12px;
      block-size: 12px;
      stroke-width: 2.75;
    }
    .calm .badge {
      background: var(--_success);
      color: light-dark(#fff, #101010);
    }
    .wrong .badge,
    .failed .badge,
    .unfit .badge {
      background: var(--_danger);
      color: light-dark(#fff, #101010);
    }
    .twin .badge {
      background: var(--_warning);
      color: light-dark(#fff, #101010);
    }
    .leaving .badge {
      background: var(--_muted);
      color: var(--_surface);
    }
    .thumb {
      display: grid;
      place-items: center;
      inline-size: 56px;
      block-size: 56px;
      overflow: hidden;
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) / 1.5);
      background: var(--_raised);
      color: var(--_muted);
    }
    .thumb > * {
      grid-area: 1 / 1;
    }
    .thumb .icon {
      inline-size: 28px;
      block-size: 28px;
      margin-block-end: 12px;
    }
    .ending {
      align-self: end;
      margin-block-end: 4px;
      font-size: 11px;
      font-weight: 600;
      line-height: 1;
    }
    .thumb canvas {
      inline-size: 100%;
      block-size: 100%;
    }
    /* Not without a box: what has none is never seen to come into view. Small, so as to lie over nothing. */
    .thumb canvas:not([data-shown]) {
      place-self: start;
      inline-size: 1px;
      block-size: 1px;
      visibility: hidden;
    }
    .text {
      flex: 1;
      min-inline-size: 0;
    }
    .name {
      font-weight: 500;
      line-height: 1.3;
    }
    .problem {
      color: color-mix(in srgb, var(--_danger) 55%, var(--_text));
      font-size: var(--_small);
    }
    .leaving .name {
      color: var(--_muted);
      text-decoration: line-through;
    }
    .bar {
      block-size: 4px;
      margin-block-start: 0.35em;
      overflow: hidden;
      border-radius: 2px;
      background: color-mix(in srgb, var(--_brand) 22%, transparent);
    }
    .fill {
      block-size: 100%;
      border-radius: inherit;
      background: var(--_brand);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25em 0.5em;
      align-items: center;
      margin-inline-start: auto;
    }
    .row.asking {
      background: color-mix(in srgb, var(--_danger) 8%, transparent);
    }
    .asking .actions {
      flex: 1 1 100%;
      justify-content: end;
    }
    .question {
      flex: 1 1 14em;
      font-size: var(--_small);
      font-weight: 500;
    }
    @container (inline-size < 26rem) {
      :is(.wrong, .failed, .unfit, .twin) .actions {
        flex: 1 1 100%;
        justify-content: end;
      }
      .question {
        flex: 1 1 100%;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      .fill {
        transition: inline-size 0.3s;
      }
    }
    @media (forced-colors: active) {
      .bar {
        block-size: 8px;
        border: 1px solid CanvasText;
      }
      .fill {
        background: Highlight;
        forced-color-adjust: none;
      }
      .badge {
        border-color: CanvasText;
      }
      .row.asking {
        border: 2px solid CanvasText;
      }
    }
  `,
];

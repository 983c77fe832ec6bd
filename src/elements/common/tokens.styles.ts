import type { CSSResult } from 'lit';
import { css } from './css.js';

/**
 * Colours and measures of all elements; those that are rarer are among the `pieces`. Each is a `--gdb-*` property of the host page, else the Calcite token of that name, else a value of
 * our own, light or dark by the page's `color-scheme` (or a Calcite mode class). Built-in text colours keep 7:1 for reading in sunlight.
 */
export const tokens: CSSResult = css`
  .base {
    --_surface: var(--gdb-color-surface, var(--calcite-color-foreground-1, light-dark(#fff, #262626)));
    --_text: var(--gdb-color-text, var(--calcite-color-text-1, light-dark(#151515, #fff)));
    --_muted: var(--gdb-color-text-muted, var(--calcite-color-text-2, light-dark(#4a4a4a, #c4c4c4)));
    --_border: var(--gdb-color-border, var(--calcite-color-border-1, light-dark(#d4d6d8, #4d4d4d)));
    --_outline: var(--gdb-color-border-input, var(--calcite-color-border-input, light-dark(#85898c, #8a8a8a)));
    --_brand: var(--gdb-color-brand, var(--calcite-color-brand, light-dark(#005a8f, #5cbfff)));
    --_on-brand: var(--gdb-color-on-brand, var(--calcite-color-text-inverse, light-dark(#fff, #101010)));
    --_focus: var(--gdb-color-focus, var(--calcite-color-focus, var(--_brand)));
    --_radius: var(--gdb-corner-radius, var(--calcite-corner-radius, 0.5rem));
    --_target: max(2.25rem, 36px);
    --_small: max(0.8125em, 12px);
    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--gdb-font-family, var(--calcite-font-family, inherit));
    font-size: var(--gdb-font-size, inherit);
    line-height: 1.4;
    text-align: start;
    overflow-wrap: anywhere;
  }
  @media (any-pointer: coarse) {
    .base {
      --_target: max(2.75rem, 44px);
    }
  }
  .base.dark {
    color-scheme: dark;
  }
  .base.light {
    color-scheme: light;
  }
  .base.auto {
    color-scheme: light dark;
  }
  /* Not for ::before and ::after: each element would be asked for both. */
  .base * {
    box-sizing: border-box;
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [data-kept] {
    opacity: 0.7;
    cursor: progress;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
`;

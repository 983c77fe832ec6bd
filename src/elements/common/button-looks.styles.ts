import type { CSSResult } from 'lit';
import { css } from './css.js';

/** Small buttons: `primary` where one leads, `danger` where something would be lost. */
export const looks: CSSResult = css`
  .button.primary {
    border-color: transparent;
    background: var(--_brand);
    color: var(--_on-brand);
  }
  .button.primary:hover {
    background: color-mix(in srgb, var(--_brand) 88%, var(--_text));
  }
  .button.tonal {
    border-color: transparent;
    background: color-mix(in srgb, var(--_brand) 12%, transparent);
    color: color-mix(in srgb, var(--_brand) 50%, var(--_text));
  }
  .button.tonal:hover {
    background: color-mix(in srgb, var(--_brand) 18%, transparent);
  }
  .button.danger {
    border-color: var(--_danger);
    color: color-mix(in srgb, var(--_danger) 55%, var(--_text));
  }
  .button.bare {
    border-color: transparent;
  }
  .button.square {
    padding: 0;
  }
  .button[aria-disabled='true'] {
    cursor: not-allowed;
    border-style: dashed;
  }
`;

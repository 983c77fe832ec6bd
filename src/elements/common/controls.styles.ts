import { css, type CSSResult } from 'lit';

/** Small buttons inside the elements: quiet by default, `primary` where one leads, `danger` where something would be lost. */
export const controls: CSSResult = css`
  .button {
    display: inline-flex;
    position: relative;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-inline-size: var(--_target);
    min-block-size: var(--_target);
    margin: 0;
    padding: 0.25em 0.75em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: var(--_small);
    font-weight: 500;
    line-height: 1.2;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  .button:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .button:active {
    background: color-mix(in srgb, currentColor 14%, transparent);
  }
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
    background: color-mix(in srgb, var(--_brand) 14%, transparent);
    color: color-mix(in srgb, var(--_brand) 80%, var(--_text));
  }
  .button.tonal:hover {
    background: color-mix(in srgb, var(--_brand) 24%, transparent);
  }
  .button.danger {
    border-color: var(--_danger);
    color: color-mix(in srgb, var(--_danger) 78%, var(--_text));
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

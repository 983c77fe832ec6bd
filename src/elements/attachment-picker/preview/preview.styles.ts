import type { CSSResult } from 'lit';
import { css } from '../../common/css.js';

export const previewStyles: CSSResult = css`
  .preview-dialog {
    box-sizing: border-box;
    inline-size: min(100%, 52rem);
    max-inline-size: 100%;
    max-block-size: 100%;
    margin: auto;
    padding: 0;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow-wrap: anywhere;
  }
  /* Some browsers give the focus to what scrolls. */
  .preview-dialog:focus-visible {
    outline-offset: -2px;
  }
  .preview-dialog::backdrop {
    background: rgb(0 0 0 / 60%);
  }
  /* Beside a scroll bar what scrolls is narrower than its box: the ground of a text is its own block. */
  .preview-head,
  .preview-tools,
  .preview-problem,
  .preview-later,
  .preview-facts,
  .preview-fields,
  .preview-actions {
    background: inherit;
  }
  .preview-head {
    display: flex;
    gap: 0.5em;
    align-items: center;
    padding: 0.5em 0.75em;
  }
  .preview-head h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .preview-frame {
    position: relative;
    display: grid;
    place-items: center;
    block-size: min(60vh, 34rem);
    background: var(--_raised);
  }
  /* Out of the flow: its own pixels must not make the frame higher. */
  .preview-frame canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    touch-action: none;
    cursor: zoom-in;
  }
  .preview-words {
    max-inline-size: 28rem;
    margin: 0;
    padding: 1rem;
  }
  .preview-tools,
  .preview-actions,
  .preview-fields {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: center;
    padding: 0.5em 0.75em;
  }
  .preview-count {
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }
  .preview-zoom {
    display: flex;
    gap: 0.25em;
    align-items: center;
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }
  .preview-problem {
    margin: 0;
    padding: 0 0.75em;
  }
  .preview-later {
    margin: 0;
    padding-inline: 0.75em;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .preview-facts {
    padding: 0 0.75em;
    font-size: var(--_small);
  }
  .preview-facts summary {
    min-block-size: var(--_target);
    align-content: center;
    cursor: pointer;
  }
  .preview-facts dl {
    margin: 0 0 0.5em;
  }
  .preview-facts dt {
    color: var(--_muted);
  }
  .preview-facts dd {
    margin: 0 0 0.35em;
  }
  .preview-fields {
    align-items: end;
  }
  .preview-fields label {
    display: grid;
    flex: 1 1 12em;
    gap: 0.2em;
    font-size: var(--_small);
  }
  .preview-fields input {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 0.25em 0.5em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) / 2);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .preview-actions {
    border-block-start: 1px solid var(--_border);
  }
  .preview-actions .button:focus-within:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .preview-remove {
    margin-inline-start: auto;
  }
  .turned:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  /* Of the window, not of a container: a modal dialog lies over the whole page, wherever its picker is. */
  @media (width < 40rem) {
    .preview-dialog {
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
    }
    .preview-frame {
      block-size: 45vh;
    }
  }
`;

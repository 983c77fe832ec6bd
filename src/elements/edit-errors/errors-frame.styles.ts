import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

/** What the first look of the list and its face have in common. */
export const frame: CSSResult = css`
  .base {
    container-type: inline-size;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .head {
    --_tint: var(--_danger);
    display: flex;
    gap: 0.75em;
    align-items: center;
    padding: 0.75em;
  }
  .sign {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: max(2.25em, 36px);
    block-size: max(2.25em, 36px);
    border-radius: 50%;
    background: color-mix(in srgb, var(--_tint) 13%, transparent);
    color: var(--_tint);
  }
  .title {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
    line-height: 1.3;
  }
  .todo,
  .said,
  .meta {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .tools,
  .finder,
  .bulk,
  .undo {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: center;
  }
  .tools {
    /* Beside what is typed, not beside the count below it. */
    align-items: start;
    padding: 0 0.75em 0.75em;
  }
  .finder,
  .bulk {
    flex: 1 1 20em;
  }
  /* Before the face is there. */
  .finder:empty {
    min-block-size: var(--_target);
  }
  @container (inline-size < 26rem) {
    .finder,
    .bulk {
      flex: 1 1 100%;
    }
  }
  @container (inline-size < 22rem) {
    .finder:empty {
      min-block-size: calc(2 * var(--_target) + 0.5em);
    }
  }
  @media (forced-colors: active) {
    .sign {
      border: 1px solid CanvasText;
    }
  }
`;

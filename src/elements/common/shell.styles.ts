import type { CSSResult } from 'lit';
import { css } from './css.js';

/** What an element looks like before its face is there: a place in the page, and nothing in it. */
export const shell: CSSResult = css`
  :host {
    display: block;
    box-sizing: border-box;
    max-inline-size: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  .blank {
    min-block-size: 4.375rem;
  }
  .base.blank {
    display: flex;
    gap: 0.75em;
    align-items: center;
    padding: 0.75em;
  }
  .blank span {
    flex: 1;
  }
`;

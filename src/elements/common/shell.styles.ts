import { css, type CSSResult } from '@lit/reactive-element/css-tag.js';
import { make } from './draw.js';

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
`;

/** Drawn until the face is there; `isMissing` when it could not be fetched. */
export function blank(isMissing: boolean): HTMLElement {
  return make(
    'div',
    { class: 'blank' },
    isMissing ? 'Part of this page could not be loaded. Reload it with a connection.' : '',
  );
}

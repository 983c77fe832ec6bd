import { unsafeCSS, type CSSResult } from '@lit/reactive-element/css-tag.js';

/** The styles of an element. Lit's own tag takes values as well, and brings what it needs to check them. */
export function css([text = '']: TemplateStringsArray): CSSResult {
  return unsafeCSS(text);
}

/** The icons of first looks, apart from the many others: a look is fetched before anything else. */
import { html, type TemplateResult } from 'lit';

/** An icon of 24 by 24 from the paths below; hidden from assistive technology, words stand beside it. */
export function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;
}

export const ALERT = 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1';
export const RETRY = 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 9M4.5 4v5h5';
export const PLUS = 'M12 5v14M5 12h14';
export const CAMERA = 'M3.5 8h4l1.5-2.5h6L16.5 8h4v11h-17zM12 9.8a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z';

/** A small drawing of a feature's shape. */
import { html, type TemplateResult } from 'lit';
import { SIDE, type Outline } from './shape-path.js';

/** `look`: a further class. */
export function shapeDrawing({ kind, path }: Outline, look = ''): TemplateResult {
  const box = `0 0 ${String(SIDE)} ${String(SIDE)}`;
  return html`<svg class=${`shape ${kind} ${look}`.trim()} viewBox=${box} aria-hidden="true" focusable="false">
    <path d=${path}></path>
  </svg>`;
}

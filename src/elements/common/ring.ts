import { html, type TemplateResult } from 'lit';

/** What each round end adds to a line, in percent of the way around: half its width, 3 around a radius of 18. It begins so much later. */
const END = 1.33;

/** A ring around an icon: filled to a percent, or broken and turning while nobody knows how long it takes. Drawn by attributes alone, without styles. */
export function ring(percent: number | null): TemplateResult {
  const dash = percent === null ? '5 7.5' : `${Math.max(percent - 2 * END, 0.01).toFixed(2)} 100`;
  return html`<svg
    class="ring ${percent === null ? 'turning' : ''}"
    viewBox="0 0 40 40"
    aria-hidden="true"
    focusable="false"
  >
    <circle class="track" cx="20" cy="20" r="18"></circle>
    <circle
      class="done"
      cx="20"
      cy="20"
      r="18"
      pathLength="100"
      stroke-dasharray=${dash}
      stroke-dashoffset=${-END}
    ></circle>
  </svg>`;
}

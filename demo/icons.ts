import { svg, html, type TemplateResult } from 'lit';

const PATHS = {
  portal: 'M12 2.5 20.2 7v10L12 21.5 3.8 17V7Z M12 2.5V12m0 0 8.2-5M12 12 3.8 7M12 12v9.5',
  layers: 'm12 3 9 5-9 5-9-5Z M3 12.5l9 5 9-5 M3 17l9 5 9-5',
  server: 'M4 4h16v6H4Z M4 14h16v6H4Z M7.5 7h.01M7.5 17h.01',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  all: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  theme: 'M12 3a9 9 0 1 0 0 18Z M12 3a9 9 0 0 1 0 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  unlike: 'M5 9h14M5 15h14M16 4 8 20',
  clip: 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8L9.4 17.2a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3',
  place: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11Z M12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  back: 'M14.5 5 7.5 12l7 7',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z M12 11v5.5M12 7.5h.01',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon; the words beside it say what it means. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]} />`}</svg>`;
}

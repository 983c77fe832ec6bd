import type { CSSResult, ReactiveElement } from 'lit';

/** Styles of a part that is fetched later, beside those of the element. */
export function adopt(host: ReactiveElement, styles: readonly CSSResult[]): void {
  const root = host.renderRoot as ShadowRoot;
  const sheets = styles.flatMap(({ styleSheet }) => (styleSheet ? [styleSheet] : []));
  root.adoptedStyleSheets = [
    ...root.adoptedStyleSheets,
    ...sheets.filter((one) => !root.adoptedStyleSheets.includes(one)),
  ];
}

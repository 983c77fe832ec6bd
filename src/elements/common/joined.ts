import { html, type TemplateResult } from 'lit';

/** Short sentences with a middle dot between; a line breaks between two of them before it breaks within one, and shows no dot there. */
export function joined(parts: readonly string[]): TemplateResult {
  const said = parts.filter((part) => part !== '').map((part) => part.replace(/\.$/, ''));
  return html`<span class="chunks">${said.map((part) => html`<span class="chunk"><bdi>${part}</bdi></span> `)}</span>`;
}

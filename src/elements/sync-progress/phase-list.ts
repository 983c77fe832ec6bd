/** The list of phases, drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import { CHECK, icon, MINUS, PAUSE } from '../common/icons.js';
import { joined } from '../common/joined.js';
import type { PhaseView } from './phase-words.js';
import type { PhaseState } from './phases.js';

const SIGNS: Readonly<Partial<Record<PhaseState, string>>> = { done: CHECK, held: PAUSE, skipped: MINUS };

export function phaseItems(views: readonly PhaseView[], name: string): TemplateResult {
  return html`<ol class="phases" part="phases" aria-label=${name}>
    ${views.map(phaseItem)}
  </ol>`;
}

function phaseItem({ name, state, title, said, details }: PhaseView): TemplateResult {
  const sign = SIGNS[state];
  return html`<li
    class="phase ${state}"
    part="phase"
    data-phase=${name}
    aria-current=${state === 'on' || state === 'held' ? 'step' : nothing}
  >
    <span class="mark">${sign === undefined ? html`<span class="dot"></span>` : icon(sign)}</span>
    <span class="phase-title"><bdi>${title}</bdi></span>
    ${state === 'skipped' ? nothing : html`<span class="visually-hidden">${said}</span>`}
    <span class="phase-details">${details.length === 0 ? nothing : joined(details)}</span>
  </li>`;
}

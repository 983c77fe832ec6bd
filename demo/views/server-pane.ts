import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../app.js';
import {
  attributeOf,
  editableFields,
  inputOf,
  isRequired,
  isSystemField,
  sameValue,
  wordsOf,
} from '../field-values.js';
import { layerTitle, titleOf } from '../features.js';
import type { Field, LayerSchema, LocalFeature } from '../library.js';
import type { Answer, ServerFeature } from '../server-watch.js';
import { icon } from '../icons.js';

/** What the service answers to anyone who asks it, beside what this device has. */
export function serverPane(app: App): TemplateResult {
  const { watch, workspace } = app;
  return html`
    <section class="panel server" aria-labelledby="server-title" data-testid="server-pane">
      <h2 id="server-title">${icon('server')} What the server has now</h2>
      <p class="muted small">Asked by the REST query of the service, not through gdb-sync, and past the switch.</p>
      <div class="tools">
        <button class="button" type="button" data-testid="ask-server" @click=${() => void watch.ask()}>Ask now</button>
        <label class="check">
          <input
            type="checkbox"
            data-testid="keep-asking"
            .checked=${watch.keepsAsking}
            @change=${(event: Event) => {
              watch.keepsAsking = (event.target as HTMLInputElement).checked;
            }}
          />
          Keep asking
        </label>
      </div>
      <p class="note ${watch.problem === '' ? '' : 'error'}" role="status" data-testid="server-problem">
        ${watch.problem}
      </p>
      ${workspace.layers.length === 0 ? nothing : counts(app)}
      ${watch.answer === null ? nothing : chosen(app, watch.answer)}
    </section>
  `;
}

function counts({ watch, workspace }: App): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Layer</th>
        <th scope="col" class="count">Here</th>
        <th scope="col" class="count">Server</th>
      </tr>
    </thead>
    <tbody>
      ${workspace.layers.map((layer) => {
        const there = watch.answer?.counts.get(layer.layerId);
        return html`<tr>
          <th scope="row">${layerTitle(layer)}</th>
          <td class="count">${workspace.featuresOf(layer.layerId).length}</td>
          <td class="count" data-testid="server-count" data-layer-id=${layer.layerId}>${there ?? '–'}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function chosen(app: App, answer: Answer): TemplateResult | typeof nothing {
  const { draft, selected } = app.workspace;
  if (draft === null || selected === undefined || answer.of !== selected.globalId) return nothing;
  const { layer } = draft;
  const { feature } = answer;
  return html`
    <h3>${titleOf(layer, selected)}</h3>
    ${
      feature === null
        ? html`<p class="empty" data-testid="server-feature" data-state="absent">Not on the server.</p>`
        : html`${comparison(layer, selected, feature)} ${attachments(layer, feature)} ${editThere(app, layer, feature)}`
    }
  `;
}

function comparison(layer: LayerSchema, here: LocalFeature, there: ServerFeature): TemplateResult {
  return html`<table class="comparison" data-testid="server-feature" data-state="present">
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Here</th>
        <th scope="col">Server</th>
      </tr>
    </thead>
    <tbody>
      ${layer.fields.filter((field) => !isSystemField(layer, field)).map((field) => compared(field, here, there))}
    </tbody>
  </table>`;
}

function compared(field: Field, here: LocalFeature, there: ServerFeature): TemplateResult {
  const mine = attributeOf(here.attributes, field.name);
  const theirs = attributeOf(there.attributes, field.name);
  const same = sameValue(field, mine, theirs);
  return html`<tr class=${same ? '' : 'unlike'} data-testid="server-field" data-field=${field.name} data-same=${same}>
    <th scope="row">${field.alias}</th>
    <td>${wordsOf(field, mine)}</td>
    <td>
      ${same ? nothing : html`${icon('unlike')}<span class="visually-hidden">differs: </span>`}${wordsOf(field, theirs)}
    </td>
  </tr>`;
}

function attachments(layer: LayerSchema, { attachments: files }: ServerFeature): TemplateResult | typeof nothing {
  if (!layer.hasAttachments) return nothing;
  if (files.length === 0) return html`<p class="muted small">No attachments on the server.</p>`;
  return html`<ul class="files">
    ${files.map(
      ({ globalId, name, size }) =>
        html`<li data-testid="server-attachment" data-global-id=${globalId}>
          ${icon('clip')} <span>${name}</span> <span class="muted small">${bytes(size)}</span>
        </li>`,
    )}
  </ul>`;
}

/** Someone else's edit: a time into the last text field that may hold one. */
function editThere({ watch }: App, layer: LayerSchema, feature: ServerFeature): TemplateResult | typeof nothing {
  const isFree = (field: Field): boolean => inputOf(field)?.kind.endsWith('text') === true && !isRequired(field);
  const field = editableFields(layer).findLast(isFree);
  if (field === undefined) return nothing;
  return html`<button
    class="button"
    type="button"
    data-testid="edit-on-server"
    @click=${() => {
      const text = `Seen by someone else at ${new Date().toLocaleTimeString()}`;
      void watch.editThere(layer, feature, { [field.name]: text.slice(0, field.length) });
    }}
  >
    Edit it there
  </button>`;
}

function bytes(size: number): string {
  const unit =
    size < 1e6
      ? ({ value: size / 1e3, unit: 'kilobyte' } as const)
      : ({ value: size / 1e6, unit: 'megabyte' } as const);
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: unit.unit, maximumFractionDigits: 1 }).format(
    unit.value,
  );
}

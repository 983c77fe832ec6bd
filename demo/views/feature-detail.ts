import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../app.js';
import { isChanged, type Draft } from '../draft.js';
import { attributeOf, shownFields, wordsOf } from '../field-values.js';
import { isPending, layerTitle, subtitleOf, titleOf } from '../features.js';
import type { LocalFeature } from '../library.js';
import { spotWords } from '../places.js';
import { featureForm, FIRST_FIELD } from './feature-form.js';
import { focusSoon } from './focus.js';
import { icon } from '../icons.js';

/** One feature: its form, its photos, what belongs to it. */
export function featureDetail(app: App): TemplateResult {
  const { draft, selected, note } = app.workspace;
  return html`
    <section class="panel detail" aria-labelledby="detail-title" id="detail">
      ${draft === null ? nobody() : html`${head(app, draft, selected)} ${featureForm(app, draft)}`}
      <p class="note ${note?.kind ?? ''}" data-testid="note" role="status">${note?.text ?? ''}</p>
      ${draft === null ? nothing : html`${attachments(app, draft)} ${related(app)} ${more(app, draft)}`}
    </section>
  `;
}

function nobody(): TemplateResult {
  return html`<h2 id="detail-title" tabindex="-1">No feature chosen</h2>
    <p class="empty">Choose one in the list or on the map, or add one.</p>`;
}

function head({ workspace }: App, draft: Draft, selected: LocalFeature | undefined): TemplateResult {
  const title = selected === undefined ? `New in ${layerTitle(draft.layer)}` : titleOf(draft.layer, selected);
  const isUnsent = selected !== undefined && isPending(selected);
  return html`
    <div class="detail-head">
      <h2 id="detail-title" tabindex="-1">${title}</h2>
      <button
        class="button bare to-list"
        type="button"
        @click=${() => {
          workspace.close();
          focusSoon('.row[tabindex="0"]');
        }}
      >
        ${icon('back')} To the list
      </button>
    </div>
    <p class="muted small">
      ${layerTitle(draft.layer)}
      ${isUnsent ? html`· <span class="badge ${selected.pending}">${selected.pending === 'refused' ? 'refused' : 'not sent'}</span>` : nothing}
    </p>
    ${draft.geometry === null ? nothing : place(workspace, draft)}
  `;
}

function place(workspace: App['workspace'], draft: Draft): TemplateResult {
  return html`<p class="place">
    ${icon('place')} <span data-testid="place-words">${spotWords(draft.geometry)}</span>
    <button
      class="button"
      type="button"
      data-testid="place"
      aria-pressed=${workspace.isPlacing ? 'true' : 'false'}
      @click=${() => {
        workspace.setPlacing(!workspace.isPlacing);
      }}
    >
      Move
    </button>
    ${workspace.isPlacing ? html`<span class="small">Press on the map where it belongs.</span>` : nothing}
  </p>`;
}

function attachments({ controller }: App, { layer, globalId }: Draft): TemplateResult | typeof nothing {
  if (!layer.hasAttachments) return nothing;
  if (globalId === null) return html`<p class="muted small">Photos can be added as soon as it is kept.</p>`;
  return html`<gdb-attachment-picker
    data-testid="attachment-picker"
    service-url=${controller.serviceUrl}
    layer-id=${layer.layerId}
    global-id=${globalId}
  ></gdb-attachment-picker>`;
}

function related({ workspace }: App): TemplateResult[] {
  return workspace.related.map(
    ({ layer, features }) =>
      html`<h3>${layerTitle(layer)} <span class="number">${features.length}</span></h3>
        ${
          features.length === 0
            ? nothing
            : html`<ul class="related">
                ${features.map(
                  (feature) =>
                    html`<li>
                      <button
                        class="link"
                        type="button"
                        data-testid="related-row"
                        data-global-id=${feature.globalId}
                        @click=${() => {
                          workspace.select(layer.layerId, feature.globalId);
                        }}
                      >
                        ${titleOf(layer, feature)}
                      </button>
                      <span class="muted small">${subtitleOf(layer, feature)}</span>
                    </li>`,
                )}
              </ul>`
        }
        <button
          class="button"
          type="button"
          data-testid="add-related"
          data-layer-id=${layer.layerId}
          aria-disabled=${workspace.draft !== null && isChanged(workspace.draft) ? 'true' : nothing}
          @click=${() => {
            if (workspace.draft === null || isChanged(workspace.draft)) return;
            workspace.startRelated(layer.layerId);
            focusSoon(FIRST_FIELD);
          }}
        >
          ${icon('plus')} Add to ${layerTitle(layer)}
        </button>`,
  );
}

/** What the service keeps by itself, and the keys. */
function more({ workspace }: App, { layer, before, globalId }: Draft): TemplateResult | typeof nothing {
  if (globalId === null) return nothing;
  return html`<details class="more">
    <summary>Kept by the service</summary>
    <dl>
      ${shownFields(layer).map(
        (field) =>
          html`<div>
            <dt>${field.alias}</dt>
            <dd>
              ${workspace.parentTitle(layer, field.name, before) ?? wordsOf(field, attributeOf(before, field.name))}
            </dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../app.js';
import { isPending, layerTitle, PAGE_LENGTH, pageCount, subtitleOf, titleOf } from '../features.js';
import type { LayerSchema, LocalFeature } from '../library.js';
import { FIRST_FIELD } from './feature-form.js';
import { focusSoon } from './focus.js';
import { icon } from '../icons.js';

const PENDING = { none: '', add: 'New, not sent', update: 'Changed, not sent', refused: 'Refused' } as const;

/** Layers, search, one page of features. One Tab stop: arrow keys go from row to row. */
export function featureList(app: App): TemplateResult {
  const { workspace } = app;
  const { layer } = workspace;
  return html`
    <section class="panel list" aria-labelledby="list-title">
      <h2 id="list-title">Features on this device</h2>
      ${layer === undefined ? notHere(app) : html`${tabs(app, layer)}${tools(app, layer)}${rows(app, layer)}`}
    </section>
  `;
}

function notHere({ controller }: App): TemplateResult {
  const { opened, unavailable } = controller.state;
  const words =
    unavailable !== null
      ? unavailable.message
      : opened
        ? 'Nothing is on this device yet. Press “Take offline” above: then the features are here, with and without a connection.'
        : 'Looking what this device has …';
  return html`<p class="empty" data-testid="empty">${words}</p>`;
}

function tabs({ workspace }: App, active: LayerSchema): TemplateResult {
  return html`<nav class="tabs" aria-label="Layers and tables">
    ${workspace.layers.map((layer) => {
      const features = workspace.featuresOf(layer.layerId);
      const pending = features.filter(isPending).length;
      return html`<button
        class="tab"
        type="button"
        data-testid="layer-tab"
        data-layer-id=${layer.layerId}
        aria-current=${layer === active ? 'true' : 'false'}
        @click=${() => {
          workspace.open(layer.layerId);
        }}
      >
        ${layerTitle(layer)} <span class="number">${features.length}</span>
        ${
          pending === 0
            ? nothing
            : html`<span class="dot"></span><span class="visually-hidden">, ${pending} not sent</span>`
        }
      </button>`;
    })}
  </nav>`;
}

function tools(app: App, layer: LayerSchema): TemplateResult {
  const { workspace } = app;
  const link = workspace.parentLink;
  const isLost = link !== null && workspace.parent === null;
  return html`
    <div class="tools">
      <input
        type="search"
        data-testid="search"
        aria-label="Search in ${layerTitle(layer)}"
        placeholder="Search"
        .value=${workspace.wanted.text}
        @input=${(event: Event) => {
          workspace.look({ text: (event.target as HTMLInputElement).value });
        }}
      />
      <button
        class="button primary"
        type="button"
        data-testid="add-feature"
        aria-disabled=${isLost ? 'true' : nothing}
        aria-describedby=${isLost ? 'add-reason' : nothing}
        @click=${() => {
          if (isLost) return;
          const { spot, size } = app.map()?.middle ?? { spot: { x: 0, y: 0 }, size: 1 };
          workspace.startNew(spot, size);
          focusSoon(FIRST_FIELD);
        }}
      >
        ${icon('plus')} Add
      </button>
    </div>
    ${
      link === null
        ? nothing
        : html`<p class="muted small" id="add-reason">
            ${
              workspace.parent === null
                ? `Pick a feature in ${layerTitle(link.layer)} first: a new row belongs to it.`
                : `A new row belongs to ${titleOf(link.layer, workspace.parent)}.`
            }
          </p>`
    }
    <label class="check">
      <input
        type="checkbox"
        data-testid="pending-only"
        .checked=${workspace.wanted.pendingOnly}
        @change=${(event: Event) => {
          workspace.look({ pendingOnly: (event.target as HTMLInputElement).checked });
        }}
      />
      Only what is not sent
    </label>
  `;
}

function rows({ workspace }: App, layer: LayerSchema): TemplateResult {
  const { found } = workspace;
  const page = Math.min(workspace.page, pageCount(found.length) - 1);
  const shown = found.slice(page * PAGE_LENGTH, (page + 1) * PAGE_LENGTH);
  if (shown.length === 0) {
    const { pendingOnly, text } = workspace.wanted;
    return html`<p class="empty">
      ${pendingOnly ? 'Everything is sent.' : text === '' ? 'There is nothing in this layer yet.' : 'Nothing is called that.'}
    </p>`;
  }
  const current = workspace.selected;
  const stop = current !== undefined && shown.includes(current) ? current : shown[0];
  return html`
    <ul class="rows" @keydown=${onRowKey}>
      ${shown.map((feature) => row(workspace, { layer, feature, isStop: feature === stop, isCurrent: feature === current }))}
    </ul>
    <div class="pages">
      ${turn(workspace, { to: page - 1, isPossible: page > 0, label: 'Back', testid: 'page-previous' })}
      <span class="muted small" data-testid="page">
        ${page * PAGE_LENGTH + 1}–${page * PAGE_LENGTH + shown.length} of ${found.length}
      </span>
      ${turn(workspace, { to: page + 1, isPossible: page + 1 < pageCount(found.length), label: 'Next', testid: 'page-next' })}
    </div>
  `;
}

function turn(
  workspace: App['workspace'],
  { to, isPossible, label, testid }: { to: number; isPossible: boolean; label: string; testid: string },
): TemplateResult {
  return html`<button
    class="button"
    type="button"
    data-testid=${testid}
    aria-disabled=${isPossible ? nothing : 'true'}
    @click=${() => {
      if (isPossible) workspace.turn(to);
    }}
  >
    ${label}
  </button>`;
}

interface Row {
  readonly layer: LayerSchema;
  readonly feature: LocalFeature;
  readonly isStop: boolean;
  readonly isCurrent: boolean;
}

function row(workspace: App['workspace'], { layer, feature, isStop, isCurrent }: Row): TemplateResult {
  const { globalId, pending, pendingAttachments } = feature;
  return html`<li>
    <button
      class="row"
      type="button"
      data-testid="feature-row"
      data-layer-id=${layer.layerId}
      data-global-id=${globalId}
      data-pending=${pending}
      tabindex=${isStop ? 0 : -1}
      aria-current=${isCurrent ? 'true' : nothing}
      @click=${() => {
        workspace.select(layer.layerId, globalId);
        // In one column the feature is far below the list.
        if (matchMedia('(max-width: 45rem)').matches) focusSoon('#detail-title');
      }}
    >
      <span class="row-title">${titleOf(layer, feature)}</span>
      <span class="row-more">
        <span class="muted small">${subtitleOf(layer, feature)}</span>
        ${pending === 'none' ? nothing : html`<span class="badge ${pending}">${PENDING[pending]}</span>`}
        ${
          pendingAttachments === 0
            ? nothing
            : html`<span class="badge">${icon('clip')}${pendingAttachments} not sent</span>`
        }
      </span>
    </button>
  </li>`;
}

function onRowKey(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const all = [...list.querySelectorAll<HTMLElement>('.row')];
  const at = all.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
}

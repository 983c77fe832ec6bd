import { html, type TemplateResult } from 'lit';
import type { App } from '../app.js';
import { layerTitle } from '../features.js';
import type { MapPressEvent } from '../map/demo-map.js';
import type { Scene, Shape } from '../map/drawing.js';
import { dialogs } from './dialogs.js';
import { featureDetail } from './feature-detail.js';
import { featureList } from './feature-list.js';
import { header } from './header.js';
import { itemHead } from './item-head.js';
import { serverPane } from './server-pane.js';

/** The whole page. */
export function page(app: App): TemplateResult {
  const { controller, workspace } = app;
  return html`
    ${header(app)}
    <main>
      ${itemHead(app)}
      <div class="columns">
        ${
          workspace.layer === undefined
            ? html`<div class="column wide">${featureList(app)}</div>`
            : html`<div class="column">${featureList(app)}</div>
                <div class="column">${map(app)} ${featureDetail(app)}</div>`
        }
        <div class="column">
          <section class="panel" aria-labelledby="errors-title">
            <h2 id="errors-title">Refused edits</h2>
            <gdb-edit-errors data-testid="edit-errors" service-url=${controller.serviceUrl}></gdb-edit-errors>
          </section>
          ${serverPane(app)}
        </div>
      </div>
    </main>
    ${dialogs(app)}
    <p class="visually-hidden" role="status">${workspace.layer === undefined ? '' : layerTitle(workspace.layer)}</p>
  `;
}

function map(app: App): TemplateResult {
  const { workspace } = app;
  return html`<demo-map
    class=${workspace.isPlacing ? 'placing' : ''}
    data-testid="map"
    label="Map of the features. Arrow keys move, plus and minus zoom, 0 shows everything, Enter presses in the middle."
    .scene=${scene(app)}
    @demo-map-press=${({ spot, found }: MapPressEvent) => {
      if (workspace.isPlacing) workspace.place(spot);
      else if (found !== null) workspace.select(found.layerId, found.globalId);
    }}
  ></demo-map>`;
}

function scene({ workspace }: App): Scene {
  const { draft, layer } = workspace;
  const withPlaces = workspace.layers.filter(({ geometryType }) => geometryType !== undefined);
  // Areas first, so that points are not under them.
  const ordered = [...withPlaces].sort(
    (a, b) => Number(isPointLayer(a.geometryType)) - Number(isPointLayer(b.geometryType)),
  );
  return {
    shapes: ordered.flatMap(({ layerId }) =>
      workspace.featuresOf(layerId).map(({ globalId, geometry, pending, pendingAttachments }): Shape => ({
        layerId,
        globalId,
        geometry,
        mark: pending === 'refused' ? 'refused' : pending !== 'none' || pendingAttachments > 0 ? 'pending' : 'plain',
      })),
    ),
    activeLayerId: layer?.layerId ?? -1,
    selected:
      draft === null ? null : { layerId: draft.layer.layerId, globalId: draft.globalId, geometry: draft.geometry },
  };
}

function isPointLayer(geometryType: string | undefined): boolean {
  return geometryType === 'esriGeometryPoint' || geometryType === 'esriGeometryMultipoint';
}

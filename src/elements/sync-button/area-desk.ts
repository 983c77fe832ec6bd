/** With a map, "Take offline" first shows the area: the press is held back until a person says which. */
import { nothing } from 'lit';
import type { ElementMap } from '../../arcgis/map/index.js';
import type { AreaEstimate, SyncController } from '../../controller/types.js';
import type { Envelope } from '../../shared/esri.js';
import { drawTemplate } from '../common/draw-templates.js';
import { ErrorExplainer } from '../common/error-words.js';
import type { GdbBeforeSyncEvent } from '../common/events.js';
import { AreaPanel } from './area-panel.js';
import type { GdbSyncButton } from './gdb-sync-button.js';
import { wishOf } from './wish.js';

export class AreaDesk {
  readonly #host: GdbSyncButton;
  readonly #panel: AreaPanel;
  #isOpen = false;
  #isTaking = false;
  /** Who waits for an area in place of the one that is here; null is for none. */
  #choice: ((area: Envelope | null) => void) | undefined;

  constructor(host: GdbSyncButton, map: ElementMap, controller: SyncController) {
    this.#host = host;
    const errors = new ErrorExplainer(host);
    errors.hostConnected();
    this.#panel = new AreaPanel(host, {
      map: map.area(),
      errors,
      estimate: (area, signal) => estimate(host, controller, { area, signal }),
      take: (area) => {
        this.#take(area);
      },
      close: () => {
        this.#close();
      },
    });
    host.addEventListener('gdb-before-sync', this.#hold);
  }

  /** Below the button. */
  draw(): void {
    const isWanted = this.#choice !== undefined || this.#host.controller?.state.geodatabase === null;
    const isShown = this.#isOpen && isWanted;
    drawTemplate(isShown ? this.#panel.render() : nothing, this.#host.renderRoot);
  }

  /** Shows the area; null where nobody chose one. What is done with it is for who asked. */
  choose(): Promise<Envelope | null> {
    this.#answer(null);
    this.#open();
    return new Promise((resolve) => {
      this.#choice = resolve;
    });
  }

  destroy(): void {
    this.#answer(null);
    this.#host.removeEventListener('gdb-before-sync', this.#hold);
    this.#panel.close();
    drawTemplate(nothing, this.#host.renderRoot);
  }

  /** A page that names the area itself has chosen already. */
  readonly #hold = (event: GdbBeforeSyncEvent): void => {
    const { detail } = event;
    if (detail.operation !== 'generate' || detail.extent !== null || this.#isTaking) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#open();
  };

  #open(): void {
    if (!this.#isOpen) this.#panel.open();
    this.#isOpen = true;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#host.renderRoot.querySelector<HTMLElement>('#area-title')?.focus();
    });
  }

  #answer(area: Envelope | null): boolean {
    const choice = this.#choice;
    this.#choice = undefined;
    choice?.(area);
    return choice !== undefined;
  }

  /** The press again, with an area: its progress and its failure are shown as ever. */
  #take(area: Envelope): void {
    if (this.#answer(area)) {
      this.#close();
      return;
    }
    const { extent } = this.#host;
    this.#isTaking = true;
    this.#host.extent = area;
    this.#close();
    this.#host.renderRoot.querySelector<HTMLElement>('.main')?.click();
    this.#host.extent = extent;
    this.#isTaking = false;
  }

  #close(): void {
    this.#isOpen = false;
    this.#answer(null);
    this.#panel.close();
    // Where the area was asked for, else the button that took it.
    const asked = this.#host.renderRoot.querySelector<HTMLElement>('[data-leave]');
    if (asked === null) this.#host.focus();
    else asked.focus();
    this.#host.requestUpdate();
  }
}

async function estimate(
  host: GdbSyncButton,
  controller: SyncController,
  { area, signal }: { readonly area: Envelope; readonly signal: AbortSignal },
): Promise<AreaEstimate> {
  const wish = wishOf(host);
  const parameters = await controller.createDefaultGenerateGeodatabaseParameters(area, {
    signal,
    ...(wish.kind === 'wish' && wish.layerIds !== null && { layerIds: wish.layerIds }),
    ...(wish.kind === 'wish' && wish.where !== undefined && { where: wish.where }),
  });
  return controller.estimateGeodatabase(parameters, { signal });
}

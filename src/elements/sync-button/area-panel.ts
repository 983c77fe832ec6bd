/** Below the button: the area that is about to be taken, as a rectangle on the map, with what it holds. Fetched with the map. */
import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { MapArea } from '../../arcgis/map/index.js';
import type { AreaEstimate } from '../../controller/types.js';
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { Envelope } from '../../shared/esri.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { CLOSE, icon } from '../common/icons.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { calciteModeOf } from '../common/page.js';
import { movedArea, readBounds, writeBound } from './area-moves.js';
import { areaStyles } from './area-panel.styles.js';
import { areaEnglish, type AreaKey } from './area-words.en.js';

export interface AreaPanelHooks {
  readonly map: MapArea;
  readonly errors: ErrorExplainer;
  readonly estimate: (area: Envelope, signal: AbortSignal) => Promise<AreaEstimate>;
  readonly take: (area: Envelope) => void;
  readonly close: () => void;
}

type Told =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'counting' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'estimate'; readonly estimate: AreaEstimate }
  | { readonly kind: 'unknown'; readonly problem: ErrorSummary };

const SIDES: readonly AreaKey[] = ['areaWest', 'areaSouth', 'areaEast', 'areaNorth'];
/** The service is asked when a person has stopped moving it. Milliseconds. */
const PATIENCE = 500;

export class AreaPanel {
  readonly #host: ReactiveElement & LocalizedHost;
  readonly #hooks: AreaPanelHooks;
  readonly #words: Localizer<AreaKey>;
  #area: Envelope | null = null;
  #told: Told = { kind: 'nothing' };
  #asking: AbortController | undefined;

  constructor(host: ReactiveElement & LocalizedHost, hooks: AreaPanelHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#words = new Localizer(host, areaEnglish);
    this.#words.hostConnected();
    const root = host.renderRoot as ShadowRoot;
    const sheets = areaStyles.flatMap(({ styleSheet }) => (styleSheet ? [styleSheet] : []));
    root.adoptedStyleSheets = [...new Set([...root.adoptedStyleSheets, ...sheets])];
  }

  /** With the area that was chosen before, else with what the map shows. */
  open(): void {
    this.#choose(this.#area ?? this.#hooks.map.visible());
  }

  /** Takes the rectangle from the map; the choice stays for the next time. */
  close(): void {
    this.#asking?.abort();
    this.#hooks.map.stopDrawing();
    this.#hooks.map.show(null);
  }

  render(): TemplateResult {
    const words = this.#words;
    const { map } = this.#hooks;
    const bounds = this.#area && map.toBounds(this.#area);
    const isWrong = this.#told.kind === 'wrong';
    return html`<div class="base ${calciteModeOf(this.#host)}">
      <section class="file-panel area-panel" part="area" aria-labelledby="area-title" @keydown=${this.#onKey}>
        <div class="file-head">
          <h3 id="area-title" tabindex="-1">${words.text('areaTitle')}</h3>
          <button class="button bare square" type="button" aria-label=${words.text('areaClose')} @click=${this.#close}>
            ${icon(CLOSE)}
          </button>
        </div>
        <div class="area-ways">
          <button class="button" type="button" data-action="visible" @click=${this.#takeVisible}>
            ${words.text('areaVisible')}
          </button>
          <button
            class="button"
            type="button"
            data-action="draw"
            aria-pressed=${map.isDrawing ? 'true' : 'false'}
            @click=${this.#draw}
          >
            ${words.text('areaDraw')}
          </button>
          <button class="button" type="button" data-action="move" aria-describedby="area-hint" @keydown=${this.#move}>
            ${words.text('areaMove')}
          </button>
        </div>
        <p class="area-hint" id="area-hint">${words.text('areaMoveHint')}</p>
        <fieldset>
          <legend>${words.text(map.units === 'degrees' ? 'areaDegrees' : 'areaUnits')}</legend>
          ${SIDES.map(
            (side, at) =>
              html`<label
                >${words.text(side)}
                <input
                  type="text"
                  inputmode="decimal"
                  autocomplete="off"
                  data-side=${side}
                  aria-invalid=${isWrong ? 'true' : nothing}
                  aria-describedby=${isWrong ? 'area-told' : nothing}
                  .value=${bounds ? writeBound(bounds[at] ?? 0, map.units, words.lang) : ''}
                  @change=${this.#typed}
                />
              </label>`,
          )}
        </fieldset>
        <p class="area-estimate" id="area-told" role="status">${this.#say(this.#told)}</p>
        <div class="file-actions">
          <button
            class="button primary"
            type="button"
            data-action="take"
            aria-disabled=${this.#area === null || isWrong ? 'true' : nothing}
            aria-describedby="area-told"
            @click=${this.#take}
          >
            ${words.text('areaTake')}
          </button>
        </div>
      </section>
    </div>`;
  }

  #say(told: Told): string {
    const words = this.#words;
    switch (told.kind) {
      case 'nothing':
        return '';
      case 'counting':
        return `${words.text('areaCounting')}…`;
      case 'wrong':
        return words.text('areaWrong');
      case 'unknown':
        return this.#hooks.errors.explain(told.problem, words.language).what;
      case 'estimate': {
        const { features, bytes, withAttachments } = told.estimate;
        const said = words.text('areaFeatures', { count: features, bytes: words.bytes(bytes) });
        return withAttachments ? said : `${said}; ${words.text('areaAttachments')}`;
      }
    }
  }

  #choose(area: Envelope | null): void {
    this.#area = area;
    this.#hooks.map.show(area);
    this.#asking?.abort();
    if (area === null) this.#tell({ kind: 'nothing' });
    else void this.#ask(area);
  }

  async #ask(area: Envelope): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    this.#tell({ kind: 'counting' });
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    let told: Told;
    try {
      signal.throwIfAborted();
      told = { kind: 'estimate', estimate: await this.#hooks.estimate(area, signal) };
    } catch (error) {
      told = { kind: 'unknown', problem: summarize(toGdbError(error)) };
    }
    if (!signal.aborted) this.#tell(told);
  }

  #tell(told: Told): void {
    this.#told = told;
    this.#host.requestUpdate();
  }

  readonly #takeVisible = (): void => {
    this.#choose(this.#hooks.map.visible());
  };

  readonly #draw = (): void => {
    const { map } = this.#hooks;
    const redraw = (): void => {
      this.#host.requestUpdate();
    };
    if (map.isDrawing) map.stopDrawing();
    else
      map.draw((area) => {
        this.#choose(area);
      }, redraw);
    redraw();
  };

  readonly #move = (event: KeyboardEvent): void => {
    const area = this.#area && movedArea(this.#area, event.key, event.shiftKey);
    if (area === null) return;
    event.preventDefault();
    this.#choose(area);
  };

  readonly #typed = (): void => {
    const inputs = [...this.#host.renderRoot.querySelectorAll<HTMLInputElement>('[data-side]')];
    const { map } = this.#hooks;
    const bounds = readBounds(
      inputs.map(({ value }) => value),
      map.units,
    );
    if (bounds !== null) {
      this.#choose(map.fromBounds(bounds));
      return;
    }
    this.#asking?.abort();
    this.#tell({ kind: 'wrong' });
  };

  readonly #take = (): void => {
    if (this.#area !== null && this.#told.kind !== 'wrong') this.#hooks.take(this.#area);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  readonly #close = (): void => {
    this.#hooks.close();
  };
}

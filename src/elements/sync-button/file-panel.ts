/** Below the button: a geodatabase file is chosen, shown as what it is, and loaded when a person says so. Fetched when it is opened. */
import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { GeodatabaseFile, SyncController } from '../../controller/types.js';
import { summarize, toGdbError, type ErrorSummary, type GdbErrorCode } from '../../shared/errors.js';
import type { Envelope } from '../../shared/esri.js';
import { adopt } from '../common/adopt.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { CLOSE, icon } from '../common/icons.js';
import type { LiveRegion } from '../common/live-region.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { ReportCopier } from '../common/report-copier.js';
import { panelStyles } from './file-panel.styles.js';
import { fileEnglish, type FileKey } from './file-words.en.js';

export interface FilePanelHooks {
  readonly controller: () => SyncController | undefined;
  readonly errors: ErrorExplainer;
  readonly live: LiveRegion;
  readonly isOver: () => boolean;
  /** Shows its progress and failure in the button. */
  readonly run: (work: (signal: AbortSignal) => Promise<unknown>, file: File | null) => Promise<ErrorSummary | null>;
  readonly close: () => void;
}

type Content =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading'; readonly file: File }
  | {
      readonly kind: 'inside';
      readonly file: File;
      readonly inside: GeodatabaseFile;
      readonly problem: ErrorSummary | null;
    }
  | { readonly kind: 'unreadable'; readonly file: File; readonly problem: ErrorSummary };

/** What taking the area offline anew mends. */
const ANEW: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'geodatabase-unregistered',
  'original-unregistered',
  'schema-mismatch',
  'not-supported',
  'unsupported-file',
]);

export class FilePanel {
  readonly #host: ReactiveElement & LocalizedHost;
  readonly #hooks: FilePanelHooks;
  readonly #words: Localizer<FileKey>;
  readonly #report: ReportCopier;
  #content: Content = { kind: 'nothing' };

  constructor(host: ReactiveElement & LocalizedHost, hooks: FilePanelHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#words = new Localizer(host, fileEnglish);
    this.#report = new ReportCopier(host, hooks.live);
    adopt(host, panelStyles);
  }

  /** Looks into a file and shows what is inside. */
  async open(file: File): Promise<void> {
    const controller = this.#hooks.controller();
    if (controller === undefined) return;
    this.#show({ kind: 'reading', file });
    try {
      const inside = await controller.inspectGeodatabase(file);
      if (this.#isLatest(file)) this.#show({ kind: 'inside', file, inside, problem: inside.problem });
    } catch (error) {
      if (this.#isLatest(file)) this.#show({ kind: 'unreadable', file, problem: summarize(toGdbError(error)) });
    }
  }

  /** Another may have been chosen, or the panel closed, while this one was read. */
  #isLatest(file: File): boolean {
    return this.#content.kind === 'reading' && this.#content.file === file;
  }

  render(): TemplateResult {
    const content = this.#content;
    const words = this.#words;
    const title = content.kind === 'nothing' ? words.text('filePanel') : content.file.name;
    const size = sizeOf(content);
    return html`
      <section
        class="file-panel ${this.#hooks.isOver() ? 'over' : ''}"
        part="file"
        id="file"
        aria-labelledby="file-title"
      >
        <div class="file-head">
          <h3 id="file-title">
            <bdi>${title}</bdi>
            ${size === null ? nothing : html`<bdi class="file-size">${words.bytes(size)}</bdi>`}
          </h3>
          <button class="button bare square" type="button" aria-label=${words.text('fileClose')} @click=${this.#close}>
            ${icon(CLOSE)}
          </button>
        </div>
        <div role="status">${this.#body(content)}</div>
        ${this.#copyReport(content)}
        <div class="file-actions">${this.#actions(content)}</div>
      </section>
    `;
  }

  #body(content: Content): TemplateResult {
    const words = this.#words;
    switch (content.kind) {
      case 'nothing':
        return html`<p>${words.text('fileHint')}</p>`;
      case 'reading':
        return html`<p>${words.text('fileReading')}…</p>`;
      case 'unreadable':
        return this.#problem(content.problem);
      case 'inside':
        return html`${content.problem === null ? html`<p>${words.text('fileLoadable')}</p>` : this.#problem(content.problem)}
        ${this.#inside(content.inside)}`;
    }
  }

  #problem(problem: ErrorSummary): TemplateResult {
    const { what, todo, said } = this.#hooks.errors.explain(problem, this.#words.language);
    return html`<div class="file-problem">
      <p><strong>${this.#words.text('fileNotLoadable')}</strong></p>
      <p>${what} ${todo}</p>
      ${said === '' || said === what ? nothing : html`<p><bdi>${said}</bdi></p>`}
    </div>`;
  }

  #copyReport(content: Content): TemplateResult | typeof nothing {
    const controller = this.#hooks.controller();
    const isWrong = 'problem' in content && content.problem !== null;
    return controller !== undefined && isWrong ? this.#report.render(controller, 'button bare') : nothing;
  }

  #inside({ serviceUrl, date, extent, layers }: GeodatabaseFile): TemplateResult {
    const words = this.#words;
    const area = extent === null ? null : inDegrees(extent);
    return html`<dl>
      <dt>${words.text('fileService')}</dt>
      <dd><bdi>${serviceUrl === '' ? words.text('fileServiceUnknown') : serviceUrl}</bdi></dd>
      <dt>${words.text('fileDate')}</dt>
      <dd>${date === null ? words.text('fileDateUnknown') : words.dateTime(date)}</dd>
      ${
        area === null
          ? nothing
          : html`<dt>${words.text('fileArea')}</dt>
              <dd><bdi>${words.text('fileAreaDegrees', sides(area, words))}</bdi></dd>`
      }
      <dt>${words.text('fileLayers')}</dt>
      <dd>
        <ul>
          ${layers.map(
            ({ name, count }) =>
              html`<li>
                <bdi>${name}</bdi>
                <bdi class="file-count"
                  >${count === null ? words.text('fileRowsUnknown') : words.text('fileRows', { count })}</bdi
                >
              </li>`,
          )}
        </ul>
      </dd>
    </dl>`;
  }

  /** No kinds of files are named to the browser: phones would not let a person choose one that they do not know. */
  #actions(content: Content): TemplateResult {
    const words = this.#words;
    const isLoadable = content.kind === 'inside' && content.problem === null;
    const canTakeAnew = this.#canTakeAnew(content);
    return html`
      ${
        isLoadable
          ? html`<button class="button primary" type="button" data-action="load" @click=${this.#load}>
              ${words.text('fileLoad')}
            </button>`
          : nothing
      }
      ${
        canTakeAnew
          ? html`<button class="button primary" type="button" data-action="anew" @click=${this.#takeAnew}>
              ${words.text('fileAnew')}
            </button>`
          : nothing
      }
      <button class="button" type="button" data-action="choose" @click=${this.#choose}>
        ${words.text(content.kind === 'nothing' ? 'fileChoose' : 'fileOther')}
      </button>
      <input type="file" tabindex="-1" aria-hidden="true" @change=${this.#chosen} />
    `;
  }

  /** What cannot be loaded, or was loaded and could not be registered. */
  #canTakeAnew(content: Content): boolean {
    if (content.kind === 'nothing') return this.#isUnregistered;
    if (content.kind !== 'inside' || content.problem === null) return false;
    return ANEW.has(content.problem.code) && (this.#isUnregistered || content.inside.parameters !== null);
  }

  get #isUnregistered(): boolean {
    return this.#hooks.controller()?.state.geodatabase?.registration?.kind === 'pending';
  }

  readonly #choose = (): void => {
    this.#host.renderRoot.querySelector<HTMLInputElement>('.file-actions input')?.click();
  };

  readonly #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    if (file) void this.open(file);
  };

  readonly #close = (): void => {
    this.#content = { kind: 'nothing' };
    this.#hooks.close();
  };

  readonly #load = (): void => {
    const content = this.#content;
    const controller = this.#hooks.controller();
    if (content.kind !== 'inside' || controller === undefined) return;
    void this.#run(content, (signal) => controller.registerGeodatabase(content.file, { signal }));
  };

  readonly #takeAnew = (): void => {
    const content = this.#content;
    const controller = this.#hooks.controller();
    if (controller === undefined) return;
    if (this.#isUnregistered) {
      void this.#run(content, (signal) => controller.registerGeodatabase(undefined, { signal, takeAnew: true }));
      return;
    }
    const parameters = content.kind === 'inside' ? content.inside.parameters : null;
    if (parameters === null) return;
    void this.#run(content, (signal) => controller.generateGeodatabase(parameters, { signal }));
  };

  /** What went well needs no panel any more; what did not is told in it. */
  async #run(content: Content, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const problem = await this.#hooks.run(work, content.kind === 'nothing' ? null : content.file);
    if (problem === null) this.#close();
    else if (problem.code !== 'aborted' && content.kind === 'inside') this.#show({ ...content, problem });
  }

  #show(content: Content): void {
    this.#content = content;
    this.#report.reset();
    this.#host.requestUpdate();
  }
}

/** Bytes; as they were inspected, once they were. */
function sizeOf(content: Content): number | null {
  if (content.kind === 'nothing') return null;
  return content.kind === 'inside' ? content.inside.size : content.file.size;
}

type Area = Pick<Envelope, 'xmin' | 'ymin' | 'xmax' | 'ymax'>;

const RADIUS = 6_378_137;

/** Null in a spatial reference that is neither degrees nor Web Mercator: numbers without a meaning help nobody. */
function inDegrees({ spatialReference, ...box }: Envelope): Area | null {
  const wkid = spatialReference?.latestWkid ?? spatialReference?.wkid;
  if (wkid === 4326) return box;
  if (wkid !== 3857 && wkid !== 102100) return null;
  const longitude = (x: number): number => (x / RADIUS) * (180 / Math.PI);
  const latitude = (y: number): number => (2 * Math.atan(Math.exp(y / RADIUS)) - Math.PI / 2) * (180 / Math.PI);
  return {
    xmin: longitude(box.xmin),
    ymin: latitude(box.ymin),
    xmax: longitude(box.xmax),
    ymax: latitude(box.ymax),
  };
}

function sides({ xmin, ymin, xmax, ymax }: Area, words: Localizer<FileKey>): Record<string, string> {
  const number = new Intl.NumberFormat(words.lang, { maximumFractionDigits: 2 });
  const side = (value: number, below: FileKey, above: FileKey): string =>
    words.text(value < 0 ? below : above, { degrees: number.format(Math.abs(value)) });
  return {
    south: side(ymin, 'fileSouth', 'fileNorth'),
    north: side(ymax, 'fileSouth', 'fileNorth'),
    west: side(xmin, 'fileWest', 'fileEast'),
    east: side(xmax, 'fileWest', 'fileEast'),
  };
}

import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { MobileAttachment, MobileFeature, MobileGeodatabase, MobileLayer } from '../../src/geodatabase/index.js';
import type { Domain, Field } from '../../src/shared/esri.js';
import type { JsonValue } from '../../src/shared/json.js';
import { drawPicture } from './picture.js';

export interface Shown {
  readonly name: string;
  readonly file: MobileGeodatabase;
  readonly layer: MobileLayer | undefined;
  readonly rows: readonly MobileFeature[];
  readonly attachments: readonly MobileAttachment[];
  readonly read: number;
  readonly unreadable: number;
}

export interface Actions {
  open(file: File | undefined): void;
  select(layer: MobileLayer): void;
}

const number = new Intl.NumberFormat();
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const bytes = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });

export function page(shown: Shown | null, problem: string | null, actions: Actions): TemplateResult {
  return html`
    <h1>Look into a geodatabase</h1>
    <label
      class="drop"
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        actions.open(event.dataTransfer?.files[0]);
      }}
    >
      <span>Choose a .geodatabase file, or drop one here. It is read in this browser and sent nowhere.</span>
      <input
        type="file"
        accept=".geodatabase"
        data-testid="file"
        @change=${(event: Event) => actions.open((event.target as HTMLInputElement).files?.[0])}
      />
    </label>
    <p class="problem" role="alert" data-testid="problem">${problem}</p>
    ${shown ? contents(shown, actions) : nothing}
  `;
}

function contents({ name, file, layer, ...rest }: Shown, actions: Actions): TemplateResult {
  const { replica, layers } = file;
  return html`
    <h2 data-testid="name">${name}</h2>
    <p data-testid="replica">
      ${
        replica
          ? html`Replica ${replica.replicaName} of ${replica.serviceUrl}`
          : 'Takes part in no sync: it holds no replica of a service.'
      }
    </p>
    <ul class="layers">
      ${layers.map(
        (one) =>
          html`<li>
            <button
              class="button"
              data-testid="layer"
              aria-pressed=${one === layer ? 'true' : 'false'}
              @click=${() => actions.select(one)}
            >
              ${one.name}, ${number.format(one.count)}
            </button>
          </li>`,
      )}
    </ul>
    ${layer ? layerView(layer, rest) : nothing}
  `;
}

function layerView(
  layer: MobileLayer,
  { rows, attachments, read, unreadable }: Omit<Shown, 'name' | 'file' | 'layer'>,
): TemplateResult {
  return html`
    <p role="status" data-testid="read" data-value=${read}>
      ${number.format(read)} of ${number.format(layer.count)} rows
      read${unreadable > 0 ? html`, ${number.format(unreadable)} with a shape that is not known` : nothing}
    </p>
    <canvas
      class="map"
      width="1600"
      height="800"
      role="img"
      aria-label="Shapes of ${layer.name}"
      ?hidden=${layer.geometryType === null}
    ></canvas>
    <h3>Rows</h3>
    <div class="rows" tabindex="0" role="region" aria-label="Rows of ${layer.name}">
      <table>
        <thead>
          <tr>
            ${layer.fields.map((field) => html`<th scope="col">${field.alias}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ attributes }) =>
              html`<tr data-testid="row">
                ${layer.fields.map((field) => html`<td>${valueOf(attributes[field.name] ?? null, field)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${attachments.length === 0 ? nothing : html`<h3>Attachments</h3>`}
    <ul class="pictures">
      ${attachments.map(
        (attachment) =>
          html`<li data-testid="attachment">
            <canvas
              width="0"
              height="0"
              role="img"
              aria-label=${attachment.name}
              ${ref((canvas) => show(canvas, attachment))}
            ></canvas>
            ${attachment.name}, ${bytes.format((attachment.content?.size ?? 0) / 1000)}
          </li>`,
      )}
    </ul>
  `;
}

const drawn = new WeakMap<Element, MobileAttachment>();

function show(canvas: Element | undefined, attachment: MobileAttachment): void {
  if (!(canvas instanceof HTMLCanvasElement) || drawn.get(canvas) === attachment) return;
  drawn.set(canvas, attachment);
  void drawPicture(canvas, attachment);
}

function valueOf(value: JsonValue, { type, domain }: Field): string {
  if (value === null) return '';
  if (type === 'esriFieldTypeDate' && typeof value === 'number') return date.format(value);
  return nameIn(domain, value) ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function nameIn(domain: Domain | null | undefined, value: JsonValue): string | undefined {
  return domain?.type === 'codedValue' ? domain.codedValues.find(({ code }) => code === value)?.name : undefined;
}

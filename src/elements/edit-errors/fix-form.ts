/** The fields of a refused row, to be put right in the list itself. Loaded when a person first fixes something. */
import { html, nothing, type ReactiveElement, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { checkValue } from '../../shared/edit-rules.js';
import { GdbError } from '../../shared/errors.js';
import type { Attributes, Field, LayerSchema } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { JsonValue } from '../../shared/json.js';
import { fieldOf, valueOf } from '../../shared/subtypes.js';
import { adopt } from '../common/adopt.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { fieldInput } from './field-input.js';
import { textOfValue, valueOfText } from './field-values.js';
import { fixStyles } from './fix-form.styles.js';
import { fixFormEnglish, type FixFormKey } from './fix-form.words.en.js';
import { fieldsToFix, type FieldsToFix } from './offending-fields.js';
import type { ErrorsListKey } from './words.en.js';

/** What is put right. */
export interface Fixable {
  readonly title: string;
  readonly layerId: number;
  readonly globalId: GlobalId;
  /** The service's own words. */
  readonly said: string;
}

export interface FixFormDeps {
  readonly controller: SyncController;
  readonly layer: LayerSchema;
  readonly listWords: Localizer<ErrorsListKey>;
  /** What was typed, by field: kept by who opens the form, longer than it is open. */
  readonly typed: Map<string, string>;
  /** Changes to write; empty where nothing was changed. Rejects or throws what keeps them from being written. */
  readonly onApply: (changes: Attributes) => void;
  readonly onCancel: () => void;
}

type Row =
  { readonly kind: 'reading' } | { readonly kind: 'gone' } | { readonly kind: 'here'; readonly attributes: Attributes };

const localizers = new WeakMap<ReactiveElement, Localizer<FixFormKey>>();

export class FixForm {
  readonly #host: LocalizedHost;
  readonly #subject: Fixable;
  readonly #deps: FixFormDeps;
  readonly #words: Localizer<FixFormKey>;
  #row: Row = { kind: 'reading' };
  readonly #typed: Map<string, string>;
  /** All fields are shown, as where nobody can tell which is wrong. */
  #isWhole = false;
  /** Problems are named once a person has left a field, or tried to apply. */
  #isTried = false;

  constructor(host: LocalizedHost, subject: Fixable, deps: FixFormDeps) {
    this.#host = host;
    this.#subject = subject;
    this.#deps = deps;
    this.#typed = deps.typed;
    this.#words = localizers.get(host) ?? new Localizer(host, fixFormEnglish);
    localizers.set(host, this.#words);
    adopt(host, [fixStyles]);
    void this.#read();
  }

  render(): TemplateResult {
    const { title } = this.#subject;
    return html`<div class="fix" role="gridcell" part="fix">
      <form aria-label=${this.#words.text('fixTitle', { title })} novalidate @submit=${this.#apply}>
        ${this.#body()}
      </form>
    </div>`;
  }

  #body(): TemplateResult {
    const words = this.#words;
    if (this.#row.kind === 'reading') return html`<p class="todo">${words.text('loadingRow')}</p>`;
    if (this.#row.kind === 'gone')
      return html`<p class="wrong">${words.text('rowGone')}</p>
        ${this.#cancel()}`;
    const { offending, all } = this.#fields(this.#row.attributes);
    const shown = this.#isWhole ? all : all.filter((field) => offending.includes(field) || this.#isTyped(field));
    return html`<div class="fix-fields">${shown.map((field) => this.#field(field))}</div>
      <div class="fix-actions">
        <button class="button primary" type="submit" data-fix="apply">${words.text('apply')}</button>
        ${this.#cancel()}
        ${
          shown.length < all.length
            ? html`<button class="button bare" type="button" data-fix="all" @click=${this.#showAll}>
                ${words.text('allFields')}
              </button>`
            : nothing
        }
      </div>`;
  }

  /** As they are for the subtype that is chosen now: another one can make values wrong that were right before. */
  #fields(attributes: Attributes): FieldsToFix {
    return fieldsToFix({ ...attributes, ...this.#subtype(attributes) }, this.#deps.layer, this.#subject.said);
  }

  /** The subtype that a person chose for the row; empty where that is the one it has. */
  #subtype(attributes: Attributes): Attributes {
    const { fields, subtypes } = this.#deps.layer;
    const field = subtypes && fields.find(({ name }) => name.toLowerCase() === subtypes.field.toLowerCase());
    const text = field && this.#typed.get(field.name);
    if (field === undefined || text === undefined) return {};
    const value = valueOfText(text, fieldOf(field, subtypes, attributes));
    return value === (valueOf(attributes, field.name) ?? null) ? {} : { [field.name]: value };
  }

  #isTyped({ name }: Field): boolean {
    return this.#typed.has(name);
  }

  #cancel(): TemplateResult {
    return html`<button class="button" type="button" data-fix="cancel" @click=${this.#deps.onCancel}>
      ${this.#words.text('cancelFix')}
    </button>`;
  }

  #field(field: Field): TemplateResult {
    const value = this.#valueOf(field);
    const isTold = this.#isTried || !this.#isTyped(field);
    return fieldInput({
      field,
      text: this.#typed.get(field.name) ?? textOfValue(value, field),
      problem: isTold ? checkValue(field, value) : null,
      words: this.#words,
      listWords: this.#deps.listWords,
      onInput: this.#hear,
    });
  }

  #valueOf(field: Field): JsonValue {
    const typed = this.#typed.get(field.name);
    if (typed !== undefined) return valueOfText(typed, field);
    return this.#row.kind === 'here' ? (this.#row.attributes[field.name] ?? null) : null;
  }

  readonly #hear = (field: Field, text: string): void => {
    this.#typed.set(field.name, text);
    this.#host.requestUpdate();
  };

  readonly #showAll = (): void => {
    this.#isWhole = true;
    this.#host.requestUpdate();
    void this.#focusFirst('.fix .control');
  };

  readonly #apply = (event: Event): void => {
    event.preventDefault();
    if (this.#row.kind !== 'here') return;
    const { attributes } = this.#row;
    const { offending, all } = this.#fields(attributes);
    this.#isTried = true;
    const typed = all.filter((field) => this.#isTyped(field));
    const isMoved = Object.keys(this.#subtype(attributes)).length > 0;
    const wanted = this.#isWhole && !isMoved ? typed : [...offending, ...typed];
    if (wanted.some((field) => checkValue(field, this.#valueOf(field)) !== null)) {
      this.#host.requestUpdate();
      void this.#focusFirst('.fix [aria-invalid]');
      return;
    }
    const changed = typed.filter((field) => this.#valueOf(field) !== (attributes[field.name] ?? null));
    this.#deps.onApply(Object.fromEntries(changed.map((field) => [field.name, this.#valueOf(field)])));
  };

  async #read(): Promise<void> {
    const { controller } = this.#deps;
    const { layerId, globalId } = this.#subject;
    const found = await controller.queryFeatures(layerId, { globalIds: [globalId] }).catch(() => null);
    const attributes = found?.features[0]?.attributes;
    this.#row = attributes === undefined ? { kind: 'gone' } : { kind: 'here', attributes };
    this.#isWhole = attributes !== undefined && this.#fields(attributes).offending.length === 0;
    this.#host.requestUpdate();
    await this.#focusFirst('.fix .control, .fix [data-fix="cancel"]');
  }

  async #focusFirst(selector: string): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

/** Writes the changes of a row. Rejects with the words of the field that the device itself would not take. */
export async function writeFix(
  controller: SyncController,
  layer: LayerSchema,
  subject: Fixable,
  changes: Attributes,
): Promise<void> {
  const attributes = { [layer.globalIdField]: subject.globalId, ...changes };
  const { updateResults } = await controller.applyEdits(subject.layerId, { updates: [{ attributes }] });
  const error = updateResults[0]?.error;
  if (error !== undefined) throw new GdbError('invalid-argument', error.description);
}

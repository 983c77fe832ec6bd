import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { App } from '../app.js';
import { isChanged, type Draft } from '../draft.js';
import { editableFields, inputOf, isRequired, type FieldInput } from '../field-values.js';
import type { Field } from '../library.js';
import { focusSoon } from './focus.js';

/** Where to type first. */
export const FIRST_FIELD: string = '.form :is(input, select, textarea)';

/** A form made of the layer's fields. */
export function featureForm(app: App, draft: Draft): TemplateResult {
  const { workspace } = app;
  const isNew = draft.globalId === null;
  return html`
    <form
      class="form"
      data-testid="feature-form"
      data-global-id=${draft.globalId ?? ''}
      data-layer-id=${draft.layer.layerId}
      @submit=${(event: Event) => {
        event.preventDefault();
        void workspace.save();
      }}
      @input=${({ target }: Event) => {
        const { name, value } = target as HTMLInputElement;
        workspace.type(name, value);
      }}
    >
      ${editableFields(draft.layer).map((field) => control(field, draft.texts[field.name] ?? ''))}
      <div class="actions">
        <button
          class="button primary"
          type="submit"
          data-testid="save-feature"
          aria-disabled=${isChanged(draft) ? nothing : 'true'}
        >
          ${isNew ? 'Add on this device' : 'Keep on this device'}
        </button>
        <button
          class="button"
          type="button"
          data-testid="undo-feature"
          aria-disabled=${isChanged(draft) ? nothing : 'true'}
          @click=${() => {
            workspace.undo();
            if (isNew) focusSoon('#detail-title');
          }}
        >
          ${isNew ? 'Never mind' : 'Undo'}
        </button>
        <span class="grow"></span>
        ${
          isNew
            ? nothing
            : html`<button
                class="button danger"
                type="button"
                data-testid="delete-feature"
                @click=${() => {
                  document.querySelector<HTMLDialogElement>('#delete-dialog')?.showModal();
                }}
              >
                Delete
              </button>`
        }
      </div>
    </form>
  `;
}

function control(field: Field, text: string): TemplateResult | typeof nothing {
  const input = inputOf(field);
  if (input === null) return nothing;
  const id = `field-${field.name}`;
  return html`<div class="field ${input.kind === 'long-text' ? 'wide' : ''}">
    <label for=${id}
      >${field.alias}${isRequired(field) ? html` <span class="required">required</span>` : nothing}</label
    >
    ${typed(field, input, { id, text })}
  </div>`;
}

function typed(field: Field, input: FieldInput, { id, text }: { id: string; text: string }): TemplateResult {
  const { name } = field;
  const required = isRequired(field);
  switch (input.kind) {
    case 'select': {
      const isKnown = text === '' || input.options.some(({ value }) => value === text);
      return html`<select id=${id} name=${name} ?required=${required}>
        <option value="" ?selected=${text === ''}></option>
        ${isKnown ? nothing : html`<option value=${text} selected>${text}</option>`}
        ${input.options.map(
          ({ value, label }) => html`<option value=${value} .selected=${live(value === text)}>${label}</option>`,
        )}
      </select>`;
    }
    case 'long-text':
      return html`<textarea
        id=${id}
        name=${name}
        rows="3"
        maxlength=${field.length ?? nothing}
        ?required=${required}
        .value=${live(text)}
      ></textarea>`;
    case 'number':
      return html`<input
        id=${id}
        name=${name}
        type="number"
        step=${input.step}
        min=${input.min ?? nothing}
        max=${input.max ?? nothing}
        ?required=${required}
        .value=${live(text)}
      />`;
    default:
      return html`<input
        id=${id}
        name=${name}
        type=${input.kind}
        maxlength=${field.length ?? nothing}
        ?required=${required}
        .value=${live(text)}
      />`;
  }
}

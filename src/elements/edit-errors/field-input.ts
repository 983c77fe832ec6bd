/** One field of a feature as a form control, with what its layer says of it. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ValueProblem } from '../../controller/types.js';
import type { Field } from '../../shared/esri.js';
import type { Localizer } from '../common/localizer.js';
import { controlOf, type Control } from './field-values.js';
import type { FixFormKey } from './fix-form.words.en.js';
import { valueSentence } from './problem-sentence.js';
import type { ErrorsListKey } from './words.en.js';

export interface FieldInput {
  readonly field: Field;
  /** As the control holds it. */
  readonly text: string;
  readonly problem: ValueProblem | null;
  readonly words: Localizer<FixFormKey>;
  readonly listWords: Localizer<ErrorsListKey>;
  readonly onInput: (field: Field, text: string) => void;
}

const TYPES: Readonly<Record<Exclude<Control, 'choice' | 'long-text'>, string>> = {
  number: 'number',
  text: 'text',
  'date-time': 'datetime-local',
  date: 'date',
  time: 'time',
};

export function fieldInput(input: FieldInput): TemplateResult {
  const { field, problem, words, listWords } = input;
  const id = `field-${field.name}`;
  const hint = hintOf(input);
  const wrong = problem === null ? '' : valueSentence(problem, listWords);
  const described = [hint === '' ? '' : `${id}-hint`, wrong === '' ? '' : `${id}-wrong`].filter(Boolean).join(' ');
  return html`<div class="fix-field">
    <label for=${id}
      ><bdi>${field.alias === '' ? field.name : field.alias}</bdi>${
        field.nullable ? nothing : html` <span class="todo">(${words.text('requiredMark')})</span>`
      }</label
    >
    ${control(input, { id, described, isWrong: wrong !== '' })}
    ${hint === '' ? nothing : html`<div class="todo" id=${`${id}-hint`}><bdi>${hint}</bdi></div>`}
    ${wrong === '' ? nothing : html`<div class="wrong" id=${`${id}-wrong`}><bdi>${wrong}</bdi></div>`}
  </div>`;
}

interface Marks {
  readonly id: string;
  readonly described: string;
  readonly isWrong: boolean;
}

function control({ field, text, words, onInput }: FieldInput, { id, described, isWrong }: Marks): TemplateResult {
  const kind = controlOf(field);
  const invalid = isWrong ? 'true' : nothing;
  const by = described === '' ? nothing : described;
  const required = field.nullable ? nothing : 'true';
  const hear = (event: Event): void => {
    onInput(field, (event.target as HTMLInputElement).value);
  };
  if (kind === 'choice') {
    const values = field.domain?.type === 'codedValue' ? field.domain.codedValues : [];
    const isListed = text === '' || values.some(({ code }) => String(code) === text);
    return html`<select
      class="control"
      id=${id}
      aria-required=${required}
      aria-invalid=${invalid}
      aria-describedby=${by}
      @change=${hear}
    >
      ${
        field.nullable || text === ''
          ? html`<option value="" ?selected=${text === ''}>${words.text('noValue')}</option>`
          : nothing
      }
      ${isListed ? nothing : html`<option value=${text} selected>${text}</option>`}
      ${values.map(
        ({ code, name }) => html`<option value=${String(code)} ?selected=${String(code) === text}>${name}</option>`,
      )}
    </select>`;
  }
  if (kind === 'long-text')
    return html`<textarea
      class="control"
      id=${id}
      rows="3"
      dir="auto"
      aria-required=${required}
      aria-invalid=${invalid}
      aria-describedby=${by}
      .value=${live(text)}
      @input=${hear}
    ></textarea>`;
  const [min, max] = field.domain?.type === 'range' ? field.domain.range : [];
  return html`<input
    class="control"
    id=${id}
    type=${TYPES[kind]}
    dir=${kind === 'text' ? 'auto' : nothing}
    step=${kind === 'number' ? 'any' : kind === 'date-time' || kind === 'time' ? '1' : nothing}
    min=${kind === 'number' ? (min ?? nothing) : nothing}
    max=${kind === 'number' ? (max ?? nothing) : nothing}
    aria-required=${required}
    aria-invalid=${invalid}
    aria-describedby=${by}
    .value=${live(text)}
    @input=${hear}
  />`;
}

/** What the layer allows, before anything is wrong. */
function hintOf({ field, words, listWords }: FieldInput): string {
  if (field.domain?.type === 'range') {
    const [min, max] = field.domain.range;
    return listWords.text('outOfRange', { min, max });
  }
  const isText = field.type === 'esriFieldTypeString' && field.domain?.type !== 'codedValue';
  return isText && field.length !== undefined && field.length > 0
    ? words.text('charactersLeft', { limit: field.length })
    : '';
}

/** One feature that was changed on both sides, drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import { clashes } from '../../shared/conflicts.js';
import type { EditConflict } from '../../shared/conflicts.js';
import type { Feature, Field, LayerSchema } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';
import { fieldOf } from '../../shared/subtypes.js';
import { icon, CHECK, DOWN, RETRY, UP } from '../common/icons.js';
import { joined } from '../common/joined.js';
import type { Localizer } from '../common/localizer.js';
import type { ConflictsKey } from './conflicts.words.en.js';

export type ConflictAction = 'mine' | 'theirs' | 'selection' | 'forget';
export type Side = 'mine' | 'theirs';

/** Stands for the shape among the names of fields. */
export const SHAPE = ' shape';

export interface ConflictInput {
  readonly conflict: EditConflict;
  readonly layer: LayerSchema | undefined;
  readonly words: Localizer<ConflictsKey>;
  readonly now: number;
  /** Fields for which theirs was chosen. */
  readonly chosen: ReadonlySet<string>;
  /** Why the last action did not work; empty when it did. */
  readonly problem: string;
  /** Offered below the problem. */
  readonly report: TemplateResult | typeof nothing;
  readonly onAction: (event: Event) => void;
  readonly onChoice: (event: Event) => void;
}

export function keyOf({ layerId, globalId }: Pick<EditConflict, 'layerId' | 'globalId'>): string {
  return `${String(layerId)}/${globalId}`;
}

/** The name by which a person knows the feature. */
export function titleOf({ title }: EditConflict, words: Localizer<ConflictsKey>): string {
  return title.trim() === '' ? words.text('untitled') : title;
}

export function conflictRow(input: ConflictInput): TemplateResult {
  const { conflict, words, now, problem } = input;
  const title = titleOf(conflict, words);
  const said = conflict.state === 'waiting' ? '' : words.text(conflict.state === 'mine' ? 'mineCounts' : 'theirsCount');
  return html`<article
    class="conflict ${conflict.state}"
    part="conflict"
    data-conflict=${keyOf(conflict)}
    aria-label=${title}
  >
    <div class="name" part="name"><bdi>${title}</bdi></div>
    <div class="meta">${joined([conflict.layerName, said, words.relative(conflict.at, now)])}</div>
    ${sides(input)} ${problem === '' ? nothing : html`<div class="wrong"><bdi>${problem}</bdi></div>`} ${input.report}
    <div class="actions">${conflict.state === 'waiting' ? decisions(input, title) : afterwards(input, title)}</div>
  </article>`;
}

/** What differs, value by value; while a decision is waited for each can be chosen. */
function sides(input: ConflictInput): TemplateResult {
  const { conflict, layer, words } = input;
  if (conflict.mine === null) return html`<p class="gone"><bdi>${words.text('mineDeleted')}</bdi></p>`;
  if (conflict.theirs === null) return html`<p class="gone"><bdi>${words.text('theirsDeleted')}</bdi></p>`;
  const found = layer === undefined ? { fields: [], geometry: false } : clashes(conflict, layer);
  const { base, mine, theirs } = conflict;
  return html`<div class="fields">
    ${found.fields.map((field) => {
      const value = (row: Feature | null): string =>
        row === null
          ? ''
          : valueWords(row.attributes[field.name] ?? null, fieldOf(field, layer?.subtypes, row.attributes), words);
      const name = field.alias === '' ? field.name : field.alias;
      return fieldRow(input, { key: field.name, name, base: value(base), mine: value(mine), theirs: value(theirs) });
    })}
    ${
      found.geometry
        ? fieldRow(input, {
            key: SHAPE,
            name: words.text('shape'),
            base: '',
            mine: words.text('shapeMine'),
            theirs: words.text('shapeTheirs'),
          })
        : nothing
    }
  </div>`;
}

interface FieldRow {
  readonly key: string;
  readonly name: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

function fieldRow(input: ConflictInput, row: FieldRow): TemplateResult {
  const { words } = input;
  return html`<div class="field" role="radiogroup" aria-label=${words.text('chooseFor', { field: row.name })}>
    <div class="field-name">
      <bdi>${row.name}</bdi
      >${row.base === '' ? nothing : html`<div class="meta"><bdi>${words.text('before', { value: row.base })}</bdi></div>`}
    </div>
    ${side(input, row, 'mine')}${side(input, row, 'theirs')}
  </div>`;
}

function side({ conflict, words, chosen, onChoice }: ConflictInput, row: FieldRow, which: Side): TemplateResult {
  const isChosen = chosen.has(row.key) === (which === 'theirs');
  const label = html`<span class="whose">${words.text(which)}</span><bdi class="value">${row[which]}</bdi>`;
  if (conflict.state !== 'waiting') {
    const counts = conflict.state === which;
    return html`<div class="side ${counts ? 'counts' : ''}">
      <span>${label}</span>${counts ? icon(CHECK) : nothing}
    </div>`;
  }
  return html`<label class="side ${isChosen ? 'counts' : ''}">
    <input
      type="radio"
      name=${`${keyOf(conflict)}/${row.key}`}
      value=${which}
      data-field=${row.key}
      .checked=${isChosen}
      @change=${onChoice}
    />
    <span>${label}</span>
  </label>`;
}

function decisions(input: ConflictInput, title: string): TemplateResult {
  const { chosen } = input;
  return html`${
    chosen.size > 0
      ? button(input, { action: 'selection', tone: 'primary', sign: CHECK, text: 'useSelection' }, title)
      : nothing
  }
  ${button(input, { action: 'mine', tone: 'tonal', sign: UP, text: 'keepMine' }, title)}
  ${button(input, { action: 'theirs', tone: '', sign: DOWN, text: 'takeTheirs' }, title)}`;
}

function afterwards(input: ConflictInput, title: string): TemplateResult {
  const other =
    input.conflict.state === 'mine'
      ? ({ action: 'theirs', tone: '', sign: RETRY, text: 'bringTheirsBack' } as const)
      : ({ action: 'mine', tone: '', sign: RETRY, text: 'bringMineBack' } as const);
  return html`${button(input, other, title)}
  ${button(input, { action: 'forget', tone: 'bare', sign: '', text: 'forget' }, title)}`;
}

interface ButtonInput {
  readonly action: ConflictAction;
  readonly tone: string;
  readonly sign: string;
  readonly text: ConflictsKey;
}

function button({ words, onAction }: ConflictInput, given: ButtonInput, title: string): TemplateResult {
  const { action, tone, sign, text } = given;
  return html`<button
    class="button ${tone}"
    type="button"
    data-action=${action}
    aria-label=${words.text('actionOf', { action: words.text(text), title })}
    @click=${onAction}
  >
    ${sign === '' ? nothing : icon(sign)}${words.text(text)}
  </button>`;
}

/** A value as a form would show it. */
export function valueWords(value: JsonValue, field: Field, words: Localizer<ConflictsKey>): string {
  if (value === null || value === '') return words.text('noValue');
  if (field.domain?.type === 'codedValue') {
    const named = field.domain.codedValues.find(({ code }) => code === value);
    if (named !== undefined) return named.name;
  }
  if (field.type === 'esriFieldTypeDate' && typeof value === 'number') return words.dateTime(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** One feature that was changed on both sides, drawn. */
import { html, nothing, type TemplateResult } from 'lit';
import { clashes } from '../../shared/conflicts.js';
import type { EditConflict } from '../../shared/conflicts.js';
import type { Feature, Field, LayerSchema } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';
import { fieldOf } from '../../shared/subtypes.js';
import { icon, CHECK, DOWN, ON_MAP, RETRY, UP } from '../common/icons.js';
import { numberFormat } from '../common/intl.js';
import { joined } from '../common/joined.js';
import type { Localizer } from '../common/localizer.js';
import { rowQuestion } from '../common/row-question.js';
import type { ConflictsKey } from './conflicts.words.en.js';
import { rowButton } from './row-button.js';
import { shapeDrawing } from './shape-drawing.js';
import { outlineOf } from './shape-path.js';
import type { ErrorsListKey } from './words.en.js';

export type Side = 'mine' | 'theirs';
/** What becomes of a feature; what was kept of the other side can be forgotten. */
export type Decision = Side | 'selection' | 'forget';
/** Also the question before something is forgotten, and its answer. */
export type ConflictAction = Decision | 'show' | 'ask' | 'keep';

/** Stands for the shape among the names of fields. */
export const SHAPE = ' shape';

export interface ConflictInput {
  readonly conflict: EditConflict;
  /** Names the row among all. */
  readonly row: string;
  /** Its place among all rows, from 1. */
  readonly at: number;
  readonly layer: LayerSchema | undefined;
  readonly words: Localizer<ConflictsKey>;
  readonly listWords: Localizer<ErrorsListKey>;
  readonly now: number;
  /** Fields for which theirs was chosen. */
  readonly chosen: ReadonlySet<string>;
  /** Why the last action did not work; empty when it did. */
  readonly problem: string;
  /** Offered below the problem. */
  readonly report: TemplateResult | typeof nothing;
  /** Whether the other version may be forgotten is the question. */
  readonly isAsking: boolean;
}

export function keyOf({ layerId, globalId }: Pick<EditConflict, 'layerId' | 'globalId'>): string {
  return `${String(layerId)}/${globalId}`;
}

/** The name by which a person knows the feature. */
export function titleOf({ title }: EditConflict, words: Localizer<ConflictsKey>): string {
  return title.trim() === '' ? words.text('untitled') : title;
}

/** There is a shape on this device: of the row that shows here. */
export function canShow({ state, mine, theirs }: EditConflict, layer: LayerSchema | undefined): boolean {
  return layer?.type !== 'Table' && (state === 'theirs' ? theirs : mine) !== null;
}

export function conflictRow(input: ConflictInput): TemplateResult {
  const { conflict, row, at, words, now, problem } = input;
  const title = titleOf(conflict, words);
  const said = conflict.state === 'waiting' ? '' : words.text(conflict.state === 'mine' ? 'mineCounts' : 'theirsCount');
  return html`<div
    class="conflict ${conflict.state}"
    role="row"
    part="conflict"
    data-row=${row}
    data-conflict=${keyOf(conflict)}
    aria-rowindex=${at}
  >
    <div class="about" role="gridcell" data-stop tabindex="-1">
      <div class="name" part="name"><bdi>${title}</bdi></div>
      <div class="meta">${joined([conflict.layerName, said, words.relative(conflict.at, now)])}</div>
    </div>
    <div role="gridcell">
      ${sides(input)} ${problem === '' ? nothing : html`<div class="wrong"><bdi>${problem}</bdi></div>`} ${input.report}
    </div>
    ${input.isAsking ? question(input, title) : actions(input, title)}
  </div>`;
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
    ${found.geometry ? shapeRow(input) : nothing}
  </div>`;
}

/** Both shapes are drawn in one frame, so that they can be compared. */
function shapeRow(input: ConflictInput): TemplateResult {
  const { words, conflict } = input;
  const both = [conflict.mine?.geometry, conflict.theirs?.geometry];
  const [mine, theirs] = both.map((one) => outlineOf(one, both));
  const drawn = (own = mine, other = theirs): TemplateResult | typeof nothing =>
    own == null
      ? nothing
      : html`<span class="sign drawn" part="thumbnail">
          ${other == null ? nothing : shapeDrawing(other, 'other')}${shapeDrawing(own)}
        </span>`;
  return fieldRow(input, {
    key: SHAPE,
    name: words.text('shape'),
    base: '',
    mine: words.text('shapeMine'),
    theirs: words.text('shapeTheirs'),
    drawings: { mine: drawn(), theirs: drawn(theirs, mine) },
  });
}

interface FieldRow {
  readonly key: string;
  readonly name: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  readonly drawings?: Readonly<Record<Side, TemplateResult | typeof nothing>>;
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

/** While a decision is waited for a choice: a button, since the browser's own radio would be a Tab stop in each of them. */
function side({ conflict, words, chosen }: ConflictInput, row: FieldRow, which: Side): TemplateResult {
  const isChosen = chosen.has(row.key) === (which === 'theirs');
  const label = html`${row.drawings?.[which] ?? nothing}<span
      ><span class="whose">${words.text(which)}</span><bdi class="value">${row[which]}</bdi></span
    >`;
  if (conflict.state !== 'waiting') {
    const counts = conflict.state === which;
    return html`<div class="side ${counts ? 'counts' : ''}">${label}${counts ? icon(CHECK) : nothing}</div>`;
  }
  return html`<button
    class="side ${isChosen ? 'counts' : ''}"
    type="button"
    role="radio"
    aria-checked=${isChosen ? 'true' : 'false'}
    data-stop
    tabindex="-1"
    data-field=${row.key}
    data-side=${which}
  >
    <span class="mark"></span>${label}
  </button>`;
}

function actions(input: ConflictInput, title: string): TemplateResult {
  return html`<div class="actions" role="gridcell">
    ${input.conflict.state === 'waiting' ? decisions(input, title) : afterwards(input, title)}
  </div>`;
}

function decisions(input: ConflictInput, title: string): TemplateResult {
  return html`${
    input.chosen.size > 0
      ? button(input, { action: 'selection', tone: 'primary', sign: CHECK, text: 'useSelection' }, title)
      : nothing
  }
  ${button(input, { action: 'mine', tone: 'tonal', sign: UP, text: 'keepMine' }, title)}
  ${button(input, { action: 'theirs', tone: '', sign: DOWN, text: 'takeTheirs' }, title)} ${show(input, title)}`;
}

/** What cannot be undone does not stand beside what a person may want. */
function afterwards(input: ConflictInput, title: string): TemplateResult {
  const other =
    input.conflict.state === 'mine'
      ? ({ action: 'theirs', tone: '', sign: RETRY, text: 'bringTheirsBack' } as const)
      : ({ action: 'mine', tone: '', sign: RETRY, text: 'bringMineBack' } as const);
  return html`${button(input, other, title)} ${show(input, title)}
  ${button(input, { action: 'ask', tone: 'bare apart', sign: '', text: 'forget' }, title)}`;
}

function question({ conflict, words }: ConflictInput, title: string): TemplateResult {
  const forget = words.text('forget');
  return rowQuestion({
    id: `forget-${keyOf(conflict)}`,
    question: words.text('askForget'),
    confirm: { action: 'forget', text: forget, label: words.text('actionOf', { action: forget, title }) },
    keep: words.text('keep'),
  });
}

function show({ conflict, layer, listWords }: ConflictInput, title: string): TemplateResult | typeof nothing {
  if (!canShow(conflict, layer)) return nothing;
  const [text, label] = [listWords.text('showOnMap'), listWords.text('showOnMapOf', { title })];
  return rowButton({ action: 'show', text, label, sign: ON_MAP });
}

interface ButtonInput {
  readonly action: ConflictAction;
  readonly tone: string;
  readonly sign: string;
  readonly text: ConflictsKey;
}

function button({ words }: ConflictInput, { text: key, ...given }: ButtonInput, title: string): TemplateResult {
  const text = words.text(key);
  return rowButton({ ...given, text, label: words.text('actionOf', { action: text, title }) });
}

/** What differs is to be seen, to the last digit. */
const EXACT: Intl.NumberFormatOptions = { maximumFractionDigits: 20 };

/** A value as a form would show it. */
export function valueWords(value: JsonValue, field: Field, words: Localizer<ConflictsKey>): string {
  if (value === null || value === '') return words.text('noValue');
  if (field.domain?.type === 'codedValue') {
    const named = field.domain.codedValues.find(({ code }) => code === value);
    if (named !== undefined) return named.name;
  }
  if (typeof value === 'number')
    return field.type === 'esriFieldTypeDate' ? words.dateTime(value) : numberFormat(words.lang, EXACT).format(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

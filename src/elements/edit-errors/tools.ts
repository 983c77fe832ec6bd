/** Above a longer list: find, filter, and what is done to all that is shown. */
import { html, nothing, type TemplateResult } from 'lit';
import type { FeatureEditError } from '../../controller/types.js';
import { DOWNLOAD, icon } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import type { ToolsShown } from './errors-frame.js';
import type { Filter } from './list-items.js';
import { surveyOf } from './survey.js';
import type { ErrorsListKey } from './words.en.js';

export interface ToolsInput {
  readonly words: Localizer<ErrorsListKey>;
  readonly errors: readonly FeatureEditError[];
  /** Those that search and filter leave. */
  readonly shown: readonly FeatureEditError[];
  readonly search: string;
  readonly filter: Filter;
  readonly onSearch: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onAction: (event: Event) => void;
  /** The first frame of a long list: room is kept for what comes in the next. */
  readonly isFirst: () => boolean;
  /** The focus is in the search: it is not taken away from under it. */
  readonly isTyping: boolean;
}

export function tools(input: ToolsInput): ToolsShown | null {
  const { words, errors, shown, onAction } = input;
  const isSearched = !isWhole(input) || input.isTyping;
  if (errors.length < (isSearched ? 1 : 2)) return null;
  const count = shown.length;
  const all = { count: errors.length, isSearched, finder: () => finder(input), onAction };
  if (count === 0)
    return {
      ...all,
      retry: null,
      rest: html`<button class="button" type="button" data-action="show-all" @click=${onAction}>
        ${words.text('showAll')}
      </button>`,
    };
  return {
    ...all,
    retry: words.text('retryMany', { count }),
    rest: html`<button class="button" type="button" data-action="export" @click=${onAction}>
        ${icon(DOWNLOAD)}${words.text('exportList')}
      </button>
      <button class="button bare apart" type="button" data-action="discard-shown" @click=${onAction}>
        ${words.text('discardMany', { count })}
      </button>`,
  };
}

function finder(input: ToolsInput): TemplateResult {
  const { words, errors, shown, search, filter, onSearch, onFilter } = input;
  if (input.isFirst()) return html`<div class="finder"></div>`;
  return html`<div class="finder">
    <input
      class="control"
      type="search"
      aria-label=${words.text('search')}
      placeholder=${words.text('search')}
      .value=${search}
      @input=${(event: Event) => {
        onSearch((event.target as HTMLInputElement).value);
      }}
    />
    <label class="choice">
      <span>${words.text('filter')}</span>
      <select
        class="control"
        .value=${filter}
        @change=${(event: Event) => {
          onFilter((event.target as HTMLSelectElement).value as Filter);
        }}
      >
        ${choices(errors, words).map(
          ([value, text]) => html`<option value=${value} ?selected=${value === filter}>${text}</option>`,
        )}
      </select>
    </label>
    ${isWhole(input) ? nothing : html`<span class="todo">${words.text('found', { count: shown.length })}</span>`}
  </div>`;
}

function isWhole({ search, filter }: Pick<ToolsInput, 'search' | 'filter'>): boolean {
  return search.trim() === '' && filter === 'all';
}

/** Only what there is something of. */
function choices(errors: readonly FeatureEditError[], words: Localizer<ErrorsListKey>): readonly [Filter, string][] {
  const { layers, operations } = surveyOf(errors);
  const kinds = (['add', 'update', 'delete'] as const).filter((kind) => operations.has(kind));
  const hasFiles = [...operations].some((operation) => operation.startsWith('attach'));
  return [
    ['all', words.text('filterAll')],
    ...(layers.length > 1
      ? layers.map(({ layerId, layerName }): [Filter, string] => [`layer ${layerId}`, layerName])
      : []),
    ...kinds.map((kind): [Filter, string] => [kind, words.text(kind)]),
    ...(hasFiles ? [['attachments', words.text('attachments')] as [Filter, string]] : []),
  ];
}

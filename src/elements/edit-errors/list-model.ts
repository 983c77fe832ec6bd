import type { EditCheck, FeatureEditError } from '../../controller/types.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { Localizer } from '../common/localizer.js';
import { itemsOf, type Filter, type ListItem, type ListItems } from './list-items.js';
import { surveyOf, type Survey } from './survey.js';
import type { ErrorsListKey } from './words.en.js';

const EMPTY: ListItems = { keys: [], at: () => undefined, shown: [] };

/** The list as it is searched, filtered and folded; made anew only when something of that changed, since each draw asks for it. */
export class ListModel {
  search = '';
  filter: Filter = 'all';
  readonly #explainer: ErrorExplainer;
  readonly #words: Localizer<ErrorsListKey>;
  readonly #closed = new Set<string>();
  #turns = 0;
  #made: readonly unknown[] = [];
  #items: ListItems = EMPTY;

  constructor(explainer: ErrorExplainer, words: Localizer<ErrorsListKey>) {
    this.#explainer = explainer;
    this.#words = words;
  }

  /** Why it was refused and what to do, as a person reads it. */
  readonly reasonOf = ({ error }: FeatureEditError): string =>
    this.#explainer.explainEdit(error, this.#words.language).join(' ').trim();

  get shown(): readonly FeatureEditError[] {
    return this.#items.shown;
  }

  /** Shows or hides the rows of a heading. */
  toggle(key: string): void {
    if (!this.#closed.delete(key)) this.#closed.add(key);
    this.#turns += 1;
  }

  list({
    errors,
    checks,
  }: {
    readonly errors: readonly FeatureEditError[];
    readonly checks: readonly EditCheck[];
  }): ListItems {
    // What is not there any more cannot be chosen: the choice would say something else.
    if (errors.length > 0 && !isThere(this.filter, surveyOf(errors))) this.filter = 'all';
    const of = [errors, checks, this.search, this.filter, this.#turns, this.#words.language];
    if (errors.length + checks.length === 0) {
      this.#made = of;
      this.#items = EMPTY;
    } else if (of.some((one, at) => one !== this.#made[at])) {
      const wish = {
        errors,
        checks,
        search: this.search,
        filter: this.filter,
        closed: this.#closed,
        reasonOf: this.reasonOf,
      };
      this.#made = of;
      this.#items = itemsOf(wish);
    }
    return this.#items;
  }

  find(key: string): ListItem | undefined {
    return this.#items.at(this.#items.keys.indexOf(key));
  }
}

/** Some of them pass it. */
function isThere(filter: Filter, { layers, operations }: Survey): boolean {
  if (filter === 'all') return true;
  if (filter === 'add' || filter === 'update' || filter === 'delete') return operations.has(filter);
  if (filter === 'attachments') return [...operations].some((operation) => operation.startsWith('attach'));
  return layers.length > 1 && layers.some(({ layerId }) => filter === `layer ${layerId}`);
}

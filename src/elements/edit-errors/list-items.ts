/** What the list shows, in order: refused edits by layer and by cause, found and filtered, with headings; before them what would be refused. Pure. */
import type { EditCheck, FeatureEditError } from '../../controller/types.js';
import type { RowKeys } from '../common/row-window.js';
import { causeOf, surveyOf, type LayerSurvey } from './survey.js';

type Errors = readonly FeatureEditError[];

/** Which refused edits are shown: all, those of a layer, or those of a kind. */
export type Filter = 'all' | `layer ${number}` | 'add' | 'update' | 'delete' | 'attachments';

export type ListItem =
  | { readonly kind: 'checks'; readonly key: string; readonly count: number }
  | { readonly kind: 'check'; readonly key: string; readonly check: EditCheck }
  | Heading
  | { readonly kind: 'row'; readonly key: string; readonly error: FeatureEditError };

/** Of a layer, or of those in it that were refused for the same reason. */
export interface Heading {
  readonly kind: 'layer' | 'cause';
  readonly key: string;
  readonly first: FeatureEditError;
  readonly count: number;
  /** All of them, gathered when something is done with them. */
  readonly errors: () => Errors;
  readonly isOpen: boolean;
  /** What is done to all of them is offered here, and not at the headings below. */
  readonly hasActions: boolean;
}

export interface ListWish {
  readonly errors: readonly FeatureEditError[];
  readonly checks: readonly EditCheck[];
  readonly search: string;
  readonly filter: Filter;
  /** Keys of headings whose rows are hidden. */
  readonly closed: ReadonlySet<string>;
  /** Why it was refused, as a person reads it. */
  readonly reasonOf: (error: FeatureEditError) => string;
}

/** What is shown, in order. Rows and their keys are made when they are drawn: of ten thousand, few are. */
export interface ListItems {
  readonly keys: RowKeys;
  readonly at: (index: number) => ListItem | undefined;
  /** Refused edits that search and filter leave, those under closed headings as well. */
  readonly shown: Errors;
}

/** Something that stands alone, or rows below each other; `start` is the place of the first. */
type Part = { readonly start: number; readonly item: ListItem } | { readonly start: number; readonly errors: Errors };

/** The rows that search and filter leave, with headings. */
export function itemsOf(wish: ListWish): ListItems {
  const shown = findErrors(wish);
  const isWhole = wish.search.trim() === '' && wish.filter === 'all';
  const checks = isWhole ? wish.checks : [];
  const list = new Rows();
  if (checks.length > 0 && shown.length > 0) list.add({ kind: 'checks', key: 'checks', count: checks.length });
  for (const check of checks) list.add({ kind: 'check', key: checkKey(check), check });
  const { layers } = surveyOf(shown);
  for (const layer of layers) addLayer(list, layer, { wish, shown, isAll: layers.length === 1 });
  return { keys: list, at: (index) => list.item(index), shown };
}

class Rows implements RowKeys {
  length = 0;
  readonly #parts: Part[] = [];

  add(item: ListItem): void {
    this.#parts.push({ start: this.length, item });
    this.length += 1;
  }

  addRows(errors: Errors): void {
    this.#parts.push({ start: this.length, errors });
    this.length += errors.length;
  }

  at(index: number): string | undefined {
    return this.item(index)?.key;
  }

  indexOf(key: string): number {
    const id = key === '' ? NaN : Number(key);
    for (const part of this.#parts) {
      if ('item' in part) {
        if (part.item.key === key) return part.start;
        continue;
      }
      const at = part.errors.findIndex((error) => error.id === id);
      if (at >= 0) return part.start + at;
    }
    return -1;
  }

  item(index: number): ListItem | undefined {
    let at = this.#parts.length - 1;
    while (at > 0 && (this.#parts[at]?.start ?? 0) > index) at -= 1;
    const part = this.#parts[at];
    if (part === undefined) return undefined;
    if ('item' in part) return index === part.start ? part.item : undefined;
    const error = part.errors[index - part.start];
    return error && { kind: 'row', key: String(error.id), error };
  }
}

/** Those that search and filter leave. */
function findErrors({ errors, search, filter, reasonOf }: Omit<ListWish, 'checks' | 'closed'>): Errors {
  const wanted = search.trim().toLowerCase();
  if (wanted === '' && filter === 'all') return errors;
  // The same reason is looked through once, not for each of ten thousand.
  const reasons = new Map<string | number, boolean>();
  const hasReason = (error: FeatureEditError): boolean => {
    const cause = causeOf(error);
    const known = reasons.get(cause) ?? reasonOf(error).toLowerCase().includes(wanted);
    reasons.set(cause, known);
    return known;
  };
  return errors.filter(
    (error) => passes(error, filter) && (wanted === '' || textOf(error).includes(wanted) || hasReason(error)),
  );
}

/** What is done to all that is shown is offered above the list: the heading of an only layer need not say it again. */
function addLayer(
  list: Rows,
  { layerId, first, count, causes: found }: LayerSurvey,
  { wish, shown, isAll }: { readonly wish: ListWish; readonly shown: Errors; readonly isAll: boolean },
): void {
  const key = `layer ${String(layerId)}`;
  const errors = (): Errors => (isAll ? shown : shown.filter((error) => error.layerId === layerId));
  const causes = [...found].sort(([, a], [, b]) => b.length - a.length);
  // Where each was refused for a reason of its own, headings would say everything twice.
  const hasCauses = causes.length > 1 && causes.length < count;
  const heading = { kind: 'layer', key, first, count, errors } as const;
  if (!addHeading(list, wish, { ...heading, hasActions: !hasCauses && !isAll })) return;
  if (!hasCauses) list.addRows(errors());
  else
    for (const [cause, own] of causes) {
      const [top] = own;
      if (top === undefined) continue;
      const below = { kind: 'cause', key: `${key} ${String(cause)}`, first: top, count: own.length } as const;
      if (addHeading(list, wish, { ...below, errors: () => own, hasActions: true })) list.addRows(own);
    }
}

/** True where its rows are shown. */
function addHeading(list: Rows, { closed }: ListWish, heading: Omit<Heading, 'isOpen'>): boolean {
  const isOpen = !closed.has(heading.key);
  list.add({ ...heading, isOpen, hasActions: heading.hasActions && heading.count > 1 });
  return isOpen;
}

function checkKey({ layerId, globalId }: EditCheck): string {
  return `check ${String(layerId)}/${globalId}`;
}

function passes({ layerId, editOperation }: FeatureEditError, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'attachments') return editOperation.startsWith('attach');
  return filter === editOperation || filter === `layer ${String(layerId)}`;
}

function textOf({ title, layerName, attachmentName = '', error, objectId, globalId }: FeatureEditError): string {
  return `${title}\n${layerName}\n${attachmentName}\n${String(error.code)} ${error.description}\n${String(objectId)}\n${globalId}`.toLowerCase();
}

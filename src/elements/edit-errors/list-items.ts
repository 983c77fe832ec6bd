/** What the list shows, in order: refused edits by layer and by cause, found and filtered, with headings; before them what would be refused. Pure. */
import type { EditCheck, FeatureEditError } from '../../controller/types.js';
import { groupBy } from '../../shared/collections.js';

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
  readonly errors: readonly [FeatureEditError, ...FeatureEditError[]];
  readonly isOpen: boolean;
  /** What is done to all of them is offered here, and not at the headings below. */
  readonly hasActions: boolean;
}

type Errors = readonly FeatureEditError[];

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

/** The rows that search and filter leave, with headings. */
export function itemsOf(wish: ListWish): readonly ListItem[] {
  const shown = findErrors(wish);
  const isWhole = wish.search.trim() === '' && wish.filter === 'all';
  const checks = isWhole ? wish.checks : [];
  const items: ListItem[] =
    checks.length > 0 && shown.length > 0 ? [{ kind: 'checks', key: 'checks', count: checks.length }] : [];
  for (const check of checks) items.push({ kind: 'check', key: checkKey(check), check });
  const layers = groupBy(shown, (error) => error.layerId);
  for (const [layerId, errors] of layers) addLayer(items, layerId, { errors, wish, isAll: layers.size === 1 });
  return items;
}

/** Those that search and filter leave. */
export function findErrors({
  errors,
  search,
  filter,
  reasonOf,
}: Omit<ListWish, 'checks' | 'closed'>): readonly FeatureEditError[] {
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

/** What is refused for the same reason, within a layer. A number where one tells: of ten thousand rows most are told apart by it. */
export function causeOf({ error }: FeatureEditError): string | number {
  return error.extendedCode === undefined ? error.code : `${error.code}/${error.extendedCode}`;
}

/** What is done to all that is shown is offered above the list: the heading of an only layer need not say it again. */
function addLayer(
  items: ListItem[],
  layerId: number,
  { errors, wish, isAll }: { readonly errors: Errors; readonly wish: ListWish; readonly isAll: boolean },
): void {
  const key = `layer ${String(layerId)}`;
  const causes = [...groupBy(errors, causeOf)].sort(([, a], [, b]) => b.length - a.length);
  // Where each was refused for a reason of its own, headings would say everything twice.
  const hasCauses = causes.length > 1 && causes.length < errors.length;
  const isOpen = addHeading(items, wish, { kind: 'layer', key, errors, hasActions: !hasCauses && !isAll });
  if (!isOpen) return;
  if (!hasCauses) addRows(items, errors);
  else
    for (const [cause, own] of causes) {
      const top = { kind: 'cause', key: `${key} ${String(cause)}`, errors: own, hasActions: true } as const;
      if (addHeading(items, wish, top)) addRows(items, own);
    }
}

/** True where its rows are shown. */
function addHeading(
  items: ListItem[],
  { closed }: ListWish,
  { errors, hasActions, ...heading }: Omit<Heading, 'errors' | 'isOpen'> & { readonly errors: Errors },
): boolean {
  const isOpen = !closed.has(heading.key);
  if (isFilled(errors)) items.push({ ...heading, errors, isOpen, hasActions: hasActions && errors.length > 1 });
  return isOpen;
}

function addRows(items: ListItem[], errors: Errors): void {
  for (const error of errors) items.push({ kind: 'row', key: String(error.id), error });
}

function isFilled<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0;
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

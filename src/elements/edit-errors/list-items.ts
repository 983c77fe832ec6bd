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
  for (const [layerId, errors] of layers)
    items.push(...layerItems(`layer ${String(layerId)}`, { errors, closed: wish.closed, isAll: layers.size === 1 }));
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
  const reasons = new Map<string, boolean>();
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

/** What is refused for the same reason, within a layer. */
export function causeOf({ error }: FeatureEditError): string {
  return error.extendedCode === undefined ? `${error.code}/` : `${error.code}/${error.extendedCode}`;
}

/** What is done to all that is shown is offered above the list: the heading of an only layer need not say it again. */
function layerItems(
  key: string,
  { errors, closed, isAll }: Pick<ListWish, 'errors' | 'closed'> & { readonly isAll: boolean },
): readonly ListItem[] {
  const causes = [...groupBy(errors, causeOf)].sort(([, a], [, b]) => b.length - a.length);
  // Where each was refused for a reason of its own, headings would say everything twice.
  const hasCauses = causes.length > 1 && causes.length < errors.length;
  const [head, isOpen] = heading('layer', key, { errors, closed, hasActions: !hasCauses && !isAll });
  if (!isOpen) return head;
  if (!hasCauses) return [...head, ...errors.map(row)];
  return [
    ...head,
    ...causes.flatMap(([cause, own]) => {
      const [top, isShown] = heading('cause', `${key} ${cause}`, { errors: own, closed, hasActions: true });
      return isShown ? [...top, ...own.map(row)] : top;
    }),
  ];
}

function heading(
  kind: Heading['kind'],
  key: string,
  of: {
    readonly errors: readonly FeatureEditError[];
    readonly closed: ReadonlySet<string>;
    readonly hasActions: boolean;
  },
): [readonly ListItem[], isOpen: boolean] {
  const [first, ...more] = of.errors;
  const isOpen = !of.closed.has(key);
  if (first === undefined) return [[], isOpen];
  return [[{ kind, key, errors: [first, ...more], isOpen, hasActions: of.hasActions && more.length > 0 }], isOpen];
}

function row(error: FeatureEditError): ListItem {
  return { kind: 'row', key: String(error.id), error };
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

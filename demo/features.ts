/** Features of a layer as a list shows them: titles, order, what is found, pages. Pure. */
import { attributeOf, inputOf, isSystemField, wordsOf } from './field-values.js';
import type { Field, LayerSchema, LocalFeature } from './library.js';

export const PAGE_LENGTH = 12;

export interface Wanted {
  /** Part of the title, in any case. */
  readonly text: string;
  /** Only what was not sent, or refused. */
  readonly pendingOnly: boolean;
}

/** The display field's text; a feature without one is named by its place in the layer. */
export function titleOf(layer: LayerSchema, feature: Pick<LocalFeature, 'attributes' | 'objectId'>): string {
  const title = attributeOf(feature.attributes, layer.displayField);
  if (typeof title === 'string' && title.trim() !== '') return title;
  return feature.objectId > 0 ? `No. ${String(feature.objectId)}` : 'Without a name';
}

/** A second line: the first domain's words and the first date. */
export function subtitleOf(layer: LayerSchema, feature: LocalFeature): string {
  const own = layer.fields.filter((field) => !isSystemField(layer, field) && field.name !== layer.displayField);
  const isCoded = (field: Field): boolean => inputOf(field)?.kind === 'select';
  const told = [own.find(isCoded), own.find(({ type }) => type === 'esriFieldTypeDate')];
  return told
    .flatMap((field) => {
      const value = field && attributeOf(feature.attributes, field.name);
      if (field === undefined || value === null || value === undefined) return [];
      return [field.type === 'esriFieldTypeDate' ? dayOf(Number(value)) : wordsOf(field, value)];
    })
    .join(' · ');
}

/** Layer names of services are written for machines. */
export function layerTitle({ name }: Pick<LayerSchema, 'name'>): string {
  return name.replaceAll('_', ' ');
}

export function isPending({ pending, pendingAttachments }: LocalFeature): boolean {
  return pending !== 'none' || pendingAttachments > 0;
}

/** What was asked for, in the order of the titles. */
export function found(layer: LayerSchema, features: readonly LocalFeature[], wanted: Wanted): readonly LocalFeature[] {
  const text = wanted.text.trim().toLowerCase();
  return features
    .filter((feature) => !wanted.pendingOnly || isPending(feature))
    .map((feature) => ({ feature, title: titleOf(layer, feature) }))
    .filter(({ title }) => title.toLowerCase().includes(text))
    .sort((a, b) => order.compare(a.title, b.title) || a.feature.objectId - b.feature.objectId)
    .map(({ feature }) => feature);
}

const order = new Intl.Collator();

export function pageCount(length: number): number {
  return Math.max(1, Math.ceil(length / PAGE_LENGTH));
}

function dayOf(time: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(time);
}

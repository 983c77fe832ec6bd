import { editVariants } from './edit-variants.js';
import { replicaVariants } from './replica-variants.js';
import { syncVariants } from './sync-variants.js';
import type { Variant } from './variant.js';

const table = { ...replicaVariants, ...syncVariants, ...editVariants };

/** Name of a variant. */
export type VariantName = keyof typeof table;

/** A value for each variant. */
export type Variants = { readonly [Name in VariantName]: (typeof table)[Name]['values'][number] };

/** All variants: one for each place where the evidence about real services conflicts or is missing. */
export const variants: Readonly<Record<VariantName, Variant>> = table;

/** What a service does unless told otherwise: the first value of each. */
export const defaultVariants: Variants = Object.fromEntries(
  Object.entries(table).map(([name, { values }]) => [name, values[0]]),
) as unknown as Variants;

/** @returns the variant of this name, if there is one */
export function findVariant(name: string): Variant | undefined {
  return Object.hasOwn(variants, name) ? variants[name as VariantName] : undefined;
}

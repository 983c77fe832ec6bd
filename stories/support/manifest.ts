/** What custom-elements.json says of an element: Autodocs, controls and actions are made of it, so that none of it is left out. */
import manifest from '../../custom-elements.json';

interface Described {
  readonly name: string;
  readonly description?: string;
}

interface Typed extends Described {
  readonly type?: { readonly text: string };
  readonly default?: string;
}

interface Member extends Typed {
  readonly kind: string;
  readonly static?: boolean;
  readonly parameters?: readonly Typed[];
  readonly return?: { readonly type: { readonly text: string } };
}

export interface ElementDescription {
  readonly tagName: string;
  readonly description: string;
  readonly attributes: readonly (Typed & { readonly fieldName?: string })[];
  readonly members: readonly Member[];
  readonly events: readonly Typed[];
  readonly slots: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly Typed[];
}

const modules = manifest.modules as unknown as readonly {
  readonly declarations?: readonly (Partial<ElementDescription> & { readonly kind: string })[];
}[];

export const elements: readonly ElementDescription[] = modules
  .flatMap(({ declarations = [] }) => declarations)
  .filter(({ tagName }) => tagName !== undefined)
  .map((one) => ({
    ...{ tagName: '', description: '', attributes: [], members: [], events: [], slots: [] },
    ...{ cssParts: [], cssProperties: [] },
    ...one,
  }));

export function describe(tagName: string): ElementDescription {
  const found = elements.find((one) => one.tagName === tagName);
  if (found === undefined) throw new Error(`custom-elements.json knows no ${tagName}`);
  return found;
}

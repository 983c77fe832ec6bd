/**
 * The table of an element in Autodocs: attributes, properties, methods, events, slots, parts and CSS properties, each with its sentence. Attributes,
 * slots and CSS properties have a control, and `given` (given.ts) hands on what is chosen. Names that two of them share stand twice.
 */
import type { ArgTypes } from '@storybook/web-components-vite';
import { describe } from './manifest.js';

type InputType = ArgTypes[string];

/** Set by the element itself. */
const READ_ONLY = ['state'];

/** A control with these words to choose from, and none of them. */
export const words = (...options: readonly string[]): InputType => ({
  control: 'select',
  options: [undefined, ...options],
});

export function argTypesOf(tagName: string): ArgTypes {
  const { attributes, members, events, slots, cssParts, cssProperties } = describe(tagName);
  const types: ArgTypes = {};
  const row = (key: string, category: string, more: InputType & { readonly summary?: string }): void => {
    const { summary = '', ...rest } = more;
    types[key] = { ...rest, table: { ...rest.table, category, type: { summary } } };
  };
  for (const { name, description = '', type, default: standard } of attributes)
    row(name, 'attributes', {
      ...{ name, description, summary: type?.text ?? '' },
      ...(READ_ONLY.includes(name) ? { control: false } : controlOf(type?.text ?? '')),
      ...(standard !== undefined && { table: { defaultValue: { summary: standard } } }),
    });
  for (const { name, description = '', kind, type, static: isStatic, ...method } of members)
    row(`${kind}:${name}`, kind === 'method' ? 'methods' : isStatic ? 'static properties' : 'properties', {
      ...{ name, description, control: false },
      summary: kind === 'method' ? signature(method) : (type?.text ?? ''),
    });
  for (const { name, description = '', type } of events)
    row(`event:${name}`, 'events', { name, description, control: false, summary: type?.text ?? 'Event' });
  for (const { name, description = '' } of slots)
    row(`slot:${name}`, 'slots', { name, description, control: 'text', summary: 'any content' });
  for (const { name, description = '' } of cssParts)
    row(`part:${name}`, 'parts', { name, description, control: false });
  for (const { name, description = '', default: standard = '' } of cssProperties)
    row(name, 'CSS properties', {
      ...{ name, description, control: name.includes('color') ? 'color' : 'text' },
      table: { defaultValue: { summary: standard } },
    });
  return types;
}

/** `'keep' | 'strip' | undefined` is a choice, `boolean` a switch, everything else is written. */
function controlOf(type: string): InputType {
  const options = [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word ?? '');
  if (options.length > 0) return words(...options);
  return { control: type.includes('boolean') && !type.includes('string') ? 'boolean' : 'text' };
}

function signature({
  parameters = [],
  return: returned,
}: Pick<ReturnType<typeof describe>['members'][number], 'parameters' | 'return'>): string {
  const taken = parameters.map(({ name, type }) => `${name}: ${type?.text ?? 'unknown'}`).join(', ');
  return `(${taken}) => ${returned?.type.text ?? 'void'}`;
}

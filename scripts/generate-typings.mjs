/**
 * What the build makes of custom-elements.json for those who use the elements: React components (18 and 19), JSX types, and the data by
 * which VS Code completes tags, attributes and custom properties. Written to dist.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isProgram } from './run.mjs';

/**
 * @typedef {object} Declaration
 * @property {string} name
 * @property {string} tagName
 * @property {string} summary
 * @property {string} description
 * @property {{ kind: string, name: string, readonly?: boolean, description?: string }[]} members
 * @property {{ name: string, description: string, fieldName?: string, type?: { text?: string } }[]} attributes
 * @property {{ name: string, description: string }[]} events
 * @property {{ name: string, description: string, default?: string }[]} cssProperties
 */

/** @type {{ modules: { path: string, declarations?: Declaration[] }[] }} */
const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
const elements = manifest.modules.flatMap(({ path, declarations = [] }) =>
  declarations.filter(({ tagName }) => tagName).map((element) => ({ ...element, path })),
);

if (isProgram(import.meta)) {
  mkdirSync('dist/react', { recursive: true });
  write('react/index.js', reactCode());
  write('react/index.d.ts', reactTypes());
  write('jsx.d.ts', jsxTypes());
  write('vscode.html-custom-data.json', json({ version: 1.1, tags: elements.map(tagData) }));
  write('vscode.css-custom-data.json', json({ version: 1.1, properties: cssData() }));
}

/** @param {Declaration} element */
function propertiesOf({ members }) {
  return members.filter(({ kind, readonly }) => kind === 'field' && !readonly).map(({ name }) => name);
}

/** `onGdbBeforeSync` of `gdb-before-sync`. @param {string} event */
function handlerOf(event) {
  return `on${event.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`;
}

function reactCode() {
  const components = elements.map((element) => {
    const events = element.events.map(({ name }) => `    ${handlerOf(name)}: '${name}',`).join('\n');
    return `export const ${element.name} = /* @__PURE__ */ component(
  '${element.tagName}',
  ${JSON.stringify(propertiesOf(element))},
  {
${events}
  },
);`;
  });
  const imports = elements.map(({ path }) => `import '../${path.replace(/^dist\//, '')}';`).join('\n');
  return `'use client';
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
${imports}

// On a server there is no layout, and React 18 would warn of it.
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

// React 18 writes hidden="false" on an element that is not HTML's own, which hides it.
const isOff = (name, value) => value === false && (name === 'hidden' || name === 'inert');

/** A React component for a tag: properties are set as properties, \`onGdb...\` listens to events, the rest are attributes. */
function component(tag, properties, events) {
  const Component = forwardRef((props, ref) => {
    const element = useRef(null);
    const latest = useRef(props);
    useImperativeHandle(ref, () => element.current, []);
    useBeforePaint(() => {
      const before = latest.current;
      latest.current = props;
      for (const name of properties)
        if (name in props || (before !== props && name in before)) {
          if (element.current[name] !== props[name]) element.current[name] = props[name];
        }
    });
    useBeforePaint(() => {
      const node = element.current;
      const listeners = Object.entries(events).map(([handler, type]) => [type, (event) => latest.current[handler]?.(event)]);
      for (const [type, listener] of listeners) node.addEventListener(type, listener);
      return () => {
        for (const [type, listener] of listeners) node.removeEventListener(type, listener);
      };
    }, []);
    const attributes = { ref: element };
    for (const [name, value] of Object.entries(props))
      if (!properties.includes(name) && !(name in events) && !isOff(name, value)) attributes[name === 'className' ? 'class' : name] = value;
    return createElement(tag, attributes);
  });
  Component.displayName = tag;
  return Component;
}

${components.join('\n\n')}
`;
}

function elementImports(/** @type {string} */ from) {
  return elements
    .map(({ name, path }) => `import type { ${name} as ${name}Element } from '${from}${path.replace(/^dist\//, '')}';`)
    .join('\n');
}

/** @param {Declaration} element */
function propsType(element) {
  const names = propertiesOf(element).map((name) => `'${name}'`);
  return `Partial<Pick<${element.name}Element, ${names.join(' | ')}>>`;
}

/** @param {string} [from] where the elements lie @returns {string} `react/index.d.ts` of dist */
export function reactTypes(from = '../') {
  const components = elements.map((element) => {
    const handlers = element.events.map(
      ({ name, description }) =>
        `  /** ${description} */\n  ${handlerOf(name)}?: (event: HTMLElementEventMap['${name}']) => void;`,
    );
    return `/** What {@link ${element.name}} takes: the properties of \`<${element.tagName}>\`, and its events. */
export interface ${element.name}Props extends HTMLAttributes<${element.name}Element>, ${propsType(element)} {
${handlers.join('\n')}
}
/** ${element.summary} */
export declare const ${element.name}: ForwardRefExoticComponent<${element.name}Props & RefAttributes<${element.name}Element>>;`;
  });
  return `/**
 * The four elements as React components, for 18 and 19, with which the elements are registered. Properties are props, \`gdb-before-sync\` is
 * \`onGdbBeforeSync\`, other props become attributes, and a \`ref\` gives the element itself.
 *
 * \`\`\`jsx
 * import { GdbSyncButton } from 'gdb-sync/react';
 *
 * <GdbSyncButton serviceUrl={serviceUrl} onGdbBeforeSync={(event) => event.preventDefault()} />;
 * \`\`\`
 *
 * @module gdb-sync/react
 */
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
${elementImports(from)}

// Else a file of declarations exports everything in it.
export {};

${components.join('\n\n')}
`;
}

/** @returns {string} `jsx.d.ts` of dist */
export function jsxTypes() {
  const tags = elements.map((element) => {
    const attributes = element.attributes
      .filter(({ fieldName, name }) => fieldName !== undefined && fieldName !== name)
      // As it is written, or as its property is: `auto-sync`, `layer-id={0}`.
      .map(({ name, fieldName }) => `    '${name}'?: string | ${element.name}Element['${fieldName}'];`);
    const handlers = element.events.map(
      ({ name }) => `    'on${name}'?: (event: HTMLElementEventMap['${name}']) => void;`,
    );
    return `  '${element.tagName}': HTMLAttributes<${element.name}Element> & RefAttributes<${element.name}Element> & ${propsType(element)} & {
    class?: string;
${[...attributes, ...handlers].join('\n')}
  };`;
  });
  return `/** The elements as JSX tags, for React 19: \`import type {} from 'gdb-sync/jsx'\`. */
import type { HTMLAttributes, RefAttributes } from 'react';
${elementImports('./')}

export interface GdbElements {
${tags.join('\n')}
}

declare module 'react' {
  namespace JSX {
    // An interface that is added to can be empty itself.
    interface IntrinsicElements extends GdbElements {}
  }
}
`;
}

/** @param {Declaration} element */
function tagData(element) {
  return {
    name: element.tagName,
    description: element.description,
    attributes: element.attributes
      .filter(({ fieldName }) => fieldName !== undefined)
      .map(({ name, description, type }) => ({ name, description, ...valuesOf(type?.text) })),
  };
}

/** The words of an attribute that is one of a few. @param {string} [type] */
function valuesOf(type = '') {
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, name]) => ({ name }));
  return words.length > 0 ? { values: words } : {};
}

function cssData() {
  const all = elements.flatMap(({ cssProperties }) => cssProperties);
  const names = [...new Set(all.map(({ name }) => name))].sort();
  return names.map((name) => {
    const uses = all.filter((property) => property.name === name);
    return { name, description: [...new Set(uses.map(({ description }) => description))].join(' ') };
  });
}

/** @param {unknown} value */
function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** @param {string} path @param {string} text */
function write(path, text) {
  writeFileSync(`dist/${path}`, text);
}

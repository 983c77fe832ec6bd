/** What the elements of a story say and ask for, in the Actions panel: every documented event, and every call of a scripted controller. */
import { action } from 'storybook/actions';
import { ScriptedScene } from '../../test/support/scripted-scene.js';
import { elements } from './manifest.js';

/** How deep, and how many of a list, is shown. */
const DEPTH = 5;
const MANY = 10;

/** Starts to log. Most events do not bubble: they are heard on their way down. */
export function logActions(): void {
  const names = new Set(elements.flatMap(({ events }) => events.map(({ name }) => name)));
  for (const name of names) document.addEventListener(name, logEvent, { capture: true });
  ScriptedScene.heard = ({ method, args }) => {
    action(`controller.${method}`)(...args.map((one) => brief(one)));
  };
}

function logEvent(event: Event): void {
  const { localName } = event.target as Element;
  action(event.type)(localName, brief('detail' in event ? event.detail : undefined));
}

/** The same without what is too much to show: ten thousand errors, a file, a map. */
function brief(value: unknown, depth: number = DEPTH): unknown {
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const more = value.length > MANY ? [`and ${String(value.length - MANY)} more`] : [];
    return depth === 0
      ? `${String(value.length)} entries`
      : [...value.slice(0, MANY).map((one) => brief(one, depth - 1)), ...more];
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || depth === 0) return Object.prototype.toString.call(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, brief(one, depth - 1)]));
}

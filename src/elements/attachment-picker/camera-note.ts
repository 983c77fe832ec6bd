/** A note that a camera app is open. Android ends pages behind it to get memory; what the note names is where to go on. */
import { now } from '../../shared/clock.js';
import { isGuid } from '../../shared/ids.js';
import type { CameraFeature } from './host-events.js';

const PREFIX = 'gdb-sync camera ';
/** Whoever comes back later does something else now. */
const HOUR = 3_600_000;

/** Names the note of this page, and a lock: as long as it is held, this page lives, and its note is nobody else's. */
let own = '';

export function noteCamera(feature: CameraFeature): void {
  if (own === '') {
    own = `${PREFIX}${crypto.randomUUID()}`;
    // Without locks a note is told to whoever comes first.
    void navigator.locks.request(own, () => new Promise(() => undefined)).catch(() => undefined);
  }
  write(own, JSON.stringify({ ...feature, at: now() }));
}

export function forgetCamera(): void {
  write(own, null);
}

/** The feature of the camera that a page, of this tab or of one that is closed, did not come back from alive; told once. */
export async function takeCameraNote(): Promise<CameraFeature | null> {
  // Before the question: what is written while it is answered belongs to a page that lives.
  const written = keys();
  const living = await navigator.locks.query().then(
    ({ held = [], pending = [] }) => [...held, ...pending].map(({ name }) => name),
    (): string[] => [],
  );
  const notes = written
    .filter((key) => !living.includes(key))
    .flatMap(take)
    .sort((a, b) => b.at - a.at);
  const [last] = notes;
  return last === undefined ? null : { layerId: last.layerId, globalId: last.globalId };
}

type Note = CameraFeature & { readonly at: number };

function keys(): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    // Storage is denied: then there was no note either.
    return [];
  }
}

function take(key: string): readonly Note[] {
  const { layerId, globalId, at } = parse(localStorage.getItem(key) ?? '');
  write(key, null);
  if (typeof layerId !== 'number' || !isGuid(globalId) || typeof at !== 'number' || now() - at > HOUR) return [];
  return [{ layerId, globalId, at }];
}

function parse(text: string): { readonly layerId?: unknown; readonly globalId?: unknown; readonly at?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // A full or denied storage costs the way back, nothing else.
  }
}

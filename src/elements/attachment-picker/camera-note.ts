/** A note that a camera app is open. Android ends pages behind it to get memory; what the note names is where to go on. */
import { now } from '../../shared/clock.js';
import { isGuid } from '../../shared/ids.js';
import type { CameraFeature } from './host-events.js';

const KEY = 'gdb-sync camera';
/** Whoever comes back later does something else now. */
const HOUR = 3_600_000;

export function noteCamera(feature: CameraFeature): void {
  write(JSON.stringify({ ...feature, at: now() }));
}

export function forgetCamera(): void {
  write(null);
}

/** The feature of a camera that this page did not come back from alive; told once. */
export function takeCameraNote(): CameraFeature | null {
  let text: string | null = null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    // Storage is denied: then there was no note either.
  }
  if (text === null) return null;
  write(null);
  const { layerId, globalId, at } = parse(text);
  if (typeof layerId !== 'number' || !isGuid(globalId) || typeof at !== 'number' || now() - at > HOUR) return null;
  return { layerId, globalId };
}

function parse(text: string): { readonly layerId?: unknown; readonly globalId?: unknown; readonly at?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

function write(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
  } catch {
    // A full or denied storage costs the way back, nothing else.
  }
}

/** What the attributes of the button ask for, and carrying it out. */
import type { SyncController } from '../../controller/types.js';
import type { Envelope } from '../../shared/esri.js';
import type { SyncDirection } from '../../shared/records.js';
import { parseServiceUrl } from '../../shared/urls.js';
import { parseExtent, parseLayers, parseWord } from '../common/attributes.js';
import type { BeforeSync } from '../common/events.js';
import type { ButtonKey } from './words.en.js';

export interface WishAttributes {
  readonly serviceUrl: string | undefined;
  readonly layers: string | readonly number[] | undefined;
  readonly extent: string | Envelope | undefined;
  readonly where: string | undefined;
  readonly syncDirection: string | undefined;
}

export interface Wish {
  readonly kind: 'wish';
  readonly extent: Envelope | null;
  /** Null for all layers. */
  readonly layerIds: readonly number[] | null;
  readonly where: string | undefined;
  /** Undefined for the direction the area was taken with. */
  readonly direction: SyncDirection | undefined;
}

/** An attribute that cannot be read, with the words that name it. */
export interface WrongAttribute {
  readonly kind: 'wrong';
  readonly key: Extract<ButtonKey, 'layersWrong' | 'extentWrong' | 'directionWrong'>;
  readonly value: string;
}

const DIRECTIONS: readonly ['', ...SyncDirection[]] = ['', 'bidirectional', 'upload', 'download'];

/** Reads the attributes; the first wrong one is the answer instead. */
export function wishOf(attributes: WishAttributes): Wish | WrongAttribute {
  const { serviceUrl, layers, extent, where, syncDirection } = attributes;
  const layerIds = typeof layers === 'string' ? parseLayers(layers) : { ok: true as const, value: layers ?? null };
  if (!layerIds.ok) return { kind: 'wrong', key: 'layersWrong', value: textOf(layers) };
  const area = typeof extent === 'string' ? parseExtent(extent) : { ok: true as const, value: extent ?? null };
  if (!area.ok) return { kind: 'wrong', key: 'extentWrong', value: textOf(extent) };
  const direction = parseWord(syncDirection, DIRECTIONS);
  if (!direction.ok) return { kind: 'wrong', key: 'directionWrong', value: syncDirection ?? '' };
  return {
    kind: 'wish',
    extent: area.value,
    layerIds: layerIds.value ?? layerOfUrl(serviceUrl),
    where: where === '' ? undefined : where,
    direction: direction.value === '' ? undefined : direction.value,
  };
}

/** What a press is about to do, for `gdb-before-sync`. */
export function announce(controller: SyncController, wish: Wish): BeforeSync {
  const { geodatabase } = controller.state;
  return geodatabase === null
    ? { operation: 'generate', extent: wish.extent, layerIds: wish.layerIds }
    : { operation: 'sync', syncDirection: wish.direction ?? geodatabase.syncDirection };
}

/** Takes the area offline, or syncs it when it is. Rejects as the controller does. */
export async function carryOut(controller: SyncController, wish: Wish, signal: AbortSignal): Promise<void> {
  if (controller.state.geodatabase !== null) {
    const parameters = await controller.createDefaultSyncGeodatabaseParameters(wish.direction);
    signal.throwIfAborted();
    await controller.syncGeodatabase(parameters, { signal });
    return;
  }
  const parameters = await controller.createDefaultGenerateGeodatabaseParameters(wish.extent, {
    signal,
    ...(wish.layerIds !== null && { layerIds: wish.layerIds }),
    ...(wish.where !== undefined && { where: wish.where }),
  });
  const syncDirection = wish.direction ?? parameters.syncDirection;
  await controller.generateGeodatabase({ ...parameters, syncDirection }, { signal });
}

/** Only text can be wrong: what a script sets has its type. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function layerOfUrl(serviceUrl: string | undefined): readonly number[] | null {
  if (serviceUrl === undefined) return null;
  const { layerId } = parseServiceUrl(serviceUrl, document.baseURI);
  return layerId === undefined ? null : [layerId];
}

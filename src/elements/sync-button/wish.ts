/** What the attributes of the button ask for, and carrying it out. */
import type { SyncController } from '../../controller/types.js';
import type { Envelope } from '../../shared/esri.js';
import type { GenerateGeodatabaseParameters, SyncDirection } from '../../shared/records.js';
import { parseServiceUrl } from '../../shared/urls.js';
import { isWebAddress } from '../../shared/web-address.js';
import { parseAutoSync } from '../common/auto-sync-attribute.js';
import { parseExtent, parseLayers, parseWord } from '../common/attributes.js';
import type { BeforeSync } from '../common/events.js';
import type { ButtonKey } from './words.en.js';

export interface WishAttributes {
  readonly serviceUrl: string | undefined;
  readonly layers: string | readonly number[] | undefined;
  readonly extent: string | Envelope | undefined;
  readonly where: string | undefined;
  readonly syncDirection: string | undefined;
  readonly attachments: string | undefined;
  readonly photos: string | undefined;
  readonly conflictPolicy: string | undefined;
  readonly autoSync: boolean | string | undefined;
  readonly appearance: string | undefined;
  readonly scale: string | undefined;
  readonly width: string | undefined;
}

export interface Wish {
  readonly kind: 'wish';
  readonly extent: Envelope | null;
  /** Null for all layers. */
  readonly layerIds: readonly number[] | null;
  readonly where: string | undefined;
  /** Undefined for the direction the area was taken with. */
  readonly direction: SyncDirection | undefined;
  /** Undefined for what the service offers. */
  readonly attachments: Pick<GenerateGeodatabaseParameters, 'attachments' | 'attachmentDownload'> | undefined;
}

/** An attribute that cannot be read, with the words that name it. */
export interface WrongAttribute {
  readonly kind: 'wrong';
  readonly key: Extract<ButtonKey, 'layersWrong' | 'extentWrong' | 'directionWrong' | 'autoSyncWrong' | 'wordWrong'>;
  readonly value: string;
  /** For `wordWrong`: the attribute, and the words that it knows. */
  readonly attribute?: string;
  readonly known?: string;
}

const DIRECTIONS: readonly ['', ...SyncDirection[]] = ['', 'bidirectional', 'upload', 'download'];

const ATTACHMENTS: Readonly<Record<string, Wish['attachments']>> = {
  eager: { attachments: 'bidirectional', attachmentDownload: 'eager' },
  lazy: { attachments: 'bidirectional', attachmentDownload: 'lazy' },
  upload: { attachments: 'upload' },
  none: { attachments: 'none' },
};

/** Attributes that are one word of a few. */
const WORDS: readonly (readonly [name: keyof WishAttributes, attribute: string, known: readonly string[]])[] = [
  ['attachments', 'attachments', Object.keys(ATTACHMENTS)],
  ['photos', 'photos', ['always', 'wifi', 'manual']],
  ['conflictPolicy', 'conflict-policy', ['mine', 'theirs', 'ask']],
  ['appearance', 'appearance', ['solid', 'outline', 'transparent']],
  ['scale', 'scale', ['s', 'm', 'l']],
  ['width', 'width', ['auto', 'full']],
];

/** Reads the attributes; the first wrong one is the answer instead. */
export function wishOf(attributes: WishAttributes): Wish | WrongAttribute {
  const { serviceUrl, layers, extent, where, syncDirection } = attributes;
  const layerIds = typeof layers === 'string' ? parseLayers(layers) : { ok: true as const, value: layers ?? null };
  if (!layerIds.ok) return { kind: 'wrong', key: 'layersWrong', value: textOf(layers) };
  const area = typeof extent === 'string' ? parseExtent(extent) : { ok: true as const, value: extent ?? null };
  if (!area.ok) return { kind: 'wrong', key: 'extentWrong', value: textOf(extent) };
  const direction = parseWord(syncDirection, DIRECTIONS);
  if (!direction.ok) return { kind: 'wrong', key: 'directionWrong', value: syncDirection ?? '' };
  const word = WORDS.find(([name, , known]) => !parseWord(textOf(attributes[name]), ['', ...known]).ok);
  if (word !== undefined) {
    const [name, attribute, known] = word;
    return { kind: 'wrong', key: 'wordWrong', value: textOf(attributes[name]), attribute, known: known.join(', ') };
  }
  if (!parseAutoSync(attributes.autoSync).ok)
    return { kind: 'wrong', key: 'autoSyncWrong', value: textOf(attributes.autoSync) };
  return {
    kind: 'wish',
    extent: area.value,
    layerIds: layerIds.value ?? layerOfUrl(serviceUrl),
    where: where === '' ? undefined : where,
    direction: direction.value === '' ? undefined : direction.value,
    attachments: ATTACHMENTS[attributes.attachments ?? ''],
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
  await controller.generateGeodatabase(await generateParameters(controller, wish, signal), { signal });
}

/** What the attributes ask for, as far as the service can. */
export async function generateParameters(
  controller: SyncController,
  wish: Wish,
  signal: AbortSignal,
): Promise<GenerateGeodatabaseParameters> {
  const parameters = await controller.createDefaultGenerateGeodatabaseParameters(wish.extent, {
    signal,
    ...(wish.layerIds !== null && { layerIds: wish.layerIds }),
    ...(wish.where !== undefined && { where: wish.where }),
  });
  const syncDirection = wish.direction ?? parameters.syncDirection;
  // Layers without attachments have none, whatever is asked for.
  const attachments = parameters.attachments === 'none' ? {} : (wish.attachments ?? {});
  return { ...parameters, syncDirection, ...attachments };
}

/** Only text can be wrong: what a script sets has its type. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function layerOfUrl(serviceUrl: string | undefined): readonly number[] | null {
  if (serviceUrl === undefined || !isWebAddress(serviceUrl, document.baseURI)) return null;
  const { layerId } = parseServiceUrl(serviceUrl, document.baseURI);
  return layerId === undefined ? null : [layerId];
}

/** Whether files can be added to what the attributes name, and if not, why. No DOM. */
import type { ControllerState } from '../../controller/types.js';
import type { PickerKey } from './words.en.js';

export type Place =
  /** `globalId` as the page spells it. */
  | { readonly kind: 'open'; readonly layerId: number; readonly globalId: string; readonly note: PickerKey | null }
  | { readonly kind: 'closed'; readonly reason: PickerKey; readonly value: string };

export function placeOf(
  layerId: string | number | undefined,
  globalId: string | undefined,
  state: ControllerState | undefined,
): Place {
  const value = String(layerId ?? '').trim();
  if (value !== '' && !/^\d{1,9}$/.test(value)) return closed('layerIdWrong', value);
  if (state?.opened !== true) return closed('opening');
  const { geodatabase, unavailable } = state;
  if (unavailable?.code === 'not-loaded') return closed('partMissing');
  if (geodatabase === null) return closed('takeOfflineFirst');
  if (value === '' || globalId === undefined || globalId.trim() === '') return closed('noFeature');
  const layer = geodatabase.layers.find((candidate) => candidate.layerId === Number(value));
  if (layer === undefined) return closed('layerMissing', value);
  if (!layer.hasAttachments) return closed('noAttachments');
  if (geodatabase.attachments === 'none') return closed('takenWithout');
  const note = geodatabase.attachments === 'upload' ? 'uploadOnly' : null;
  return { kind: 'open', layerId: Number(value), globalId, note };
}

function closed(reason: PickerKey, value = ''): Place {
  return { kind: 'closed', reason, value };
}

/** uploads/info, the limits of a service's uploads (protocol 6). */
import { isGdbError } from '../shared/errors.js';
import { asArray, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { UploadLimits } from '../shared/records.js';
import type { CallOptions } from '../sync/ports.js';
import type { Requester } from './request.js';

const UNITS: Readonly<Record<string, number>> = { B: 1, BYTE: 1, BYTES: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** Services that do not tell have no limit here; their own refusal tells it then. */
export async function uploadLimits(requester: Requester, { signal }: CallOptions): Promise<UploadLimits> {
  try {
    const body = await requester.json({
      operation: 'uploads/info',
      method: 'GET',
      url: `${requester.serviceUrl}/uploads/info`,
      signal,
    });
    return isObject(body) ? readUploadLimits(body) : { maxBytes: null, fileTypes: null };
  } catch (error) {
    if (isGdbError(error) && (error.code === 'service' || error.code === 'http') && !error.retryable)
      return { maxBytes: null, fileTypes: null };
    throw error;
  }
}

/** Documented in MB; a unit key wins. */
export function readUploadLimits(body: JsonObject): UploadLimits {
  const size = asNumber(pick(body, 'maxUploadFileSize'));
  const unit =
    asString(pick(body, 'maxUploadFileSizeUnit', 'maxUploadFileSizeUnits', 'unit'))
      ?.trim()
      .toUpperCase() ?? 'MB';
  const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : UNITS['MB'];
  return {
    maxBytes: size === undefined || size <= 0 || factor === undefined ? null : Math.floor(size * factor),
    fileTypes: readTypes(pick(body, 'allowedUploadFileTypes', 'uploadFileTypes')),
  };
}

function readTypes(value: unknown): readonly string[] | null {
  const list =
    typeof value === 'string'
      ? value.split(/[,;\s]+/)
      : asArray(value).filter((entry): entry is string => typeof entry === 'string');
  const types = list
    .map((type) =>
      type
        .trim()
        .replace(/^\*?\./, '')
        .toLowerCase(),
    )
    .filter((type) => type !== '' && type !== '*');
  return types.length === 0 ? null : types;
}

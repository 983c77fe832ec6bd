/** In which spatial reference coordinates are that name none. A copy may have been taken in another one than that of its service. */
import type { SpatialReference } from '../../shared/esri.js';
import type { JsonObject } from '../../shared/json.js';
import { pick } from '../../shared/json.js';
import { readSpatialReference } from '../../shared/layer-json.js';
import { isSameReference, projectionOrNull, type ProjectionFactory } from './spatial-references.js';

export interface References {
  /** Of the rows on this device. */
  readonly copy: SpatialReference | null;
  /**
   * What coordinates of a request are in that name none: that of the service, whose clients rely on it, whatever the copy has. Null: that of the copy.
   */
  readonly asked: SpatialReference | null;
  /** What answers are in unless a request says otherwise: the same, or that of the copy where nobody here can convert it. */
  readonly answered: SpatialReference | null;
  readonly project?: ProjectionFactory;
}

/** `service`: what the service said of itself when the copy was taken. */
export function referencesOf(
  copy: SpatialReference | null,
  service: JsonObject | null,
  project: ProjectionFactory | undefined,
): References {
  const own = readSpatialReference(service === null ? undefined : pick(service, 'spatialReference')) ?? null;
  const isOther = own !== null && copy !== null && !isSameReference(own, copy);
  const asked = isOther ? own : null;
  const answered = isOther && projectionOrNull(copy, own, project) !== null ? own : copy;
  return { copy, asked, answered, ...(project === undefined ? {} : { project }) };
}

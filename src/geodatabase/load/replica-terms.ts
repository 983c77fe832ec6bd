/**
 * What a replica in a file was made to hold: direction, filters, dates. No sample tells how the words are spelled, so any ending that names one of
 * the few that there are is taken, and what names none is as if it were not there.
 */
import type { Envelope } from '../../shared/esri.js';
import { asNumber } from '../../shared/json.js';
import type { LayerQuery, SyncDirection } from '../../shared/records.js';
import { type Item, unqualified } from '../catalogue/items.js';
import { isOfAttachments } from '../catalogue/replica.js';
import { elementsIn, textOf } from '../catalogue/xml.js';

export interface ReplicaTerms {
  readonly syncDirection: SyncDirection;
  /** Epoch ms. */
  readonly createdAt: number | null;
  /** Epoch ms. */
  readonly lastSyncAt: number | null;
  /** Where the area is an envelope. */
  readonly extent: Envelope | null;
  readonly queries: ReadonlyMap<number, LayerQuery>;
}

export function readReplicaTerms(items: readonly Item[]): ReplicaTerms {
  const definition = items.find(({ kind }) => kind === 'replica')?.definition ?? '';
  const queries = items.flatMap((item) => {
    const query = item.kind === 'syncDataset' ? queryOf(item) : null;
    return query ? [[query.layerId, query] as const] : [];
  });
  return {
    syncDirection: directionOf(textOf(definition, 'Direction')),
    createdAt: dateOf(textOf(definition, 'CreationDate')),
    lastSyncAt: dateOf(textOf(definition, 'LastSyncDate')),
    extent: envelopeOf(elementsIn(definition, 'QueryGeometry')[0] ?? ''),
    queries: new Map(queries),
  };
}

function queryOf({ name, definition }: Item): LayerQuery | null {
  const layerId = asNumber(textOf(definition, 'LayerID'));
  if (layerId === undefined || isOfAttachments(unqualified(textOf(definition, 'DatasetName') ?? name))) return null;
  const where = textOf(definition, 'Where');
  const option = /(none|all|filter)$/i.exec(textOf(definition, 'QueryOption') ?? '')?.[1]?.toLowerCase();
  return {
    layerId,
    queryOption: option === 'none' || option === 'all' ? option : 'useFilter',
    ...(where === undefined ? {} : { where }),
    useGeometry: textOf(definition, 'UseGeometry') !== 'false',
    includeRelated: textOf(definition, 'IncludeRelated') === 'true',
  };
}

function directionOf(text: string | undefined): SyncDirection {
  if (/upload$/i.test(text ?? '')) return 'upload';
  return /download$/i.test(text ?? '') ? 'download' : 'bidirectional';
}

/** `2016-05-04T10:11:12`, in UTC as all dates of a geodatabase are. */
function dateOf(text: string | undefined): number | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)Z?$/.exec(text ?? '')?.[1];
  const time = parts === undefined ? Number.NaN : Date.parse(`${parts}Z`);
  // An empty date is written as the first one there is.
  return Number.isFinite(time) && time > 0 ? time : null;
}

function envelopeOf(xml: string): Envelope | null {
  const [xmin, ymin, xmax, ymax] = ['XMin', 'YMin', 'XMax', 'YMax'].map((side) => asNumber(textOf(xml, side)));
  if (xmin === undefined || ymin === undefined || xmax === undefined || ymax === undefined) return null;
  const wkid = asNumber(textOf(xml, 'LatestWKID')) ?? asNumber(textOf(xml, 'WKID'));
  return { xmin, ymin, xmax, ymax, ...(wkid === undefined ? {} : { spatialReference: { wkid } }) };
}

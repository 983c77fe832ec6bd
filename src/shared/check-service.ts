/**
 * What a feature service lacks for work offline, in words: what follows from it, and what its admin has to switch on. One decision for the controller
 * and the command line. Pure.
 * Conditions: https://developers.arcgis.com/rest/services-reference/enterprise/sync-enabled-feature-services/
 */
import type { LayerSchema } from './esri.js';
import type { ServiceCapabilities } from './replica-messages.js';

/** A layer or table, as far as its fitness to go offline is concerned. */
export interface LayerFacts {
  readonly layerId: number;
  readonly name: string;
  /** Upper-case tokens: `CREATE`, `UPDATE`, `DELETE`, `QUERY`, `SYNC`. */
  readonly capabilities: readonly string[];
  readonly hasGlobalIds: boolean;
  /** What `indexes` tell: true where a GlobalID cannot come twice. */
  readonly uniqueGlobalIds: boolean;
  readonly hasAttachments: boolean;
  /** False where the attachment property `globalId` is switched off; null where the layer does not tell. */
  readonly attachmentGlobalIds: boolean | null;
  readonly datesInUnknownTimezone: boolean;
  readonly versioning: 'none' | 'traditional' | 'branch';
}

/** What {@link checkService} looks at. */
export interface ServiceFacts {
  readonly capabilities: ServiceCapabilities;
  readonly layers: readonly LayerFacts[];
}

/** One name for each gap; messages may change, these do not. */
export type ServiceGapCode =
  | BlockingGapCode
  | 'read-only'
  | 'create-off'
  | 'update-off'
  | 'delete-off'
  | 'attachments-without-global-ids'
  | 'uploads-off'
  | 'no-async'
  | 'no-direction-control'
  | 'no-attachments-direction'
  | 'no-rollback'
  | 'global-ids-not-unique'
  | 'dates-in-unknown-timezone'
  | 'versioned';

/** Of these a single one keeps a service, or a layer, from being taken offline: people are told, in the language of the page. */
export type BlockingGapCode =
  'sync-off' | 'query-off' | 'no-sync-model' | 'no-layers' | 'layer-sync-off' | 'no-global-ids';

/** Something that is missing. */
export interface ServiceGap {
  readonly code: ServiceGapCode;
  /** `blocks`: cannot go offline (the service, or this layer). `limits`: works, with what the message says. */
  readonly kind: 'blocks' | 'limits';
  /** Null for what concerns the whole service. */
  readonly layerId: number | null;
  /** The name of that layer. */
  readonly layerName?: string;
  /** What is so, and what follows. One or two sentences. */
  readonly message: string;
  /** What an admin switches on; null where nothing can be, or need be. */
  readonly remedy: string | null;
}

/** The verdict on a service. */
export interface ServiceCheck {
  /** True when at least one layer can go offline. */
  readonly canSync: boolean;
  /** Ids of the layers and tables that can. */
  readonly layerIds: readonly number[];
  /** What blocks first. */
  readonly gaps: readonly ServiceGap[];
}

/** Every gap of a service, and whether it can go offline all the same. */
export function checkService({ capabilities, layers }: ServiceFacts): ServiceCheck {
  const ofService = [...serviceBlocks(capabilities, layers), ...serviceLimits(capabilities, layers)];
  const gaps = [...ofService, ...layers.flatMap((layer) => layerGaps(layer, capabilities))];
  const blocks = gaps.filter(({ kind }) => kind === 'blocks');
  const isBlocked = blocks.some(({ layerId }) => layerId === null);
  const layerIds = isBlocked
    ? []
    : layers.map(({ layerId }) => layerId).filter((id) => !blocks.some(({ layerId }) => layerId === id));
  return {
    canSync: layerIds.length > 0,
    layerIds,
    gaps: [...blocks, ...gaps.filter(({ kind }) => kind === 'limits')],
  };
}

/** The facts in a layer that was read already; such a layer has GlobalIDs. */
export function factsOfSchema(schema: LayerSchema): LayerFacts {
  return {
    layerId: schema.layerId,
    name: schema.name,
    capabilities: schema.capabilities,
    hasGlobalIds: true,
    uniqueGlobalIds: schema.uniqueGlobalIds,
    hasAttachments: schema.hasAttachments,
    attachmentGlobalIds: null,
    datesInUnknownTimezone: schema.datesInUnknownTimezone ?? false,
    versioning: 'none',
  };
}

type Words<Code = ServiceGapCode> = readonly [code: Code, message: string, remedy: string | null];

function serviceBlocks(can: ServiceCapabilities, layers: readonly LayerFacts[]): ServiceGap[] {
  const words: (Words<BlockingGapCode> | false)[] = [
    !can.canSync && [
      'sync-off',
      'Sync is off, so nothing can be taken offline.',
      'In ArcGIS Online or on a hosted layer: item page, Settings, "Enable sync". On ArcGIS Server: give the data GlobalIDs and archiving (or versioning), and publish with the feature capability Sync.',
    ],
    can.canSync &&
      layers.length > 0 &&
      layers.every(({ capabilities }) => capabilities.length > 0 && !capabilities.includes('QUERY')) && [
        'query-off',
        'Query is off. A service that syncs has to list Query and Sync.',
        'Switch on Query beside Sync in the feature capabilities.',
      ],
    can.canSync &&
      !can.perLayer &&
      !can.perReplica && [
        'no-sync-model',
        'The service offers no way to sync: neither per layer nor per replica.',
        'Publish the service again: a service with Sync has at least one of supportsPerLayerSync and supportsPerReplicaSync.',
      ],
    layers.length === 0 && ['no-layers', 'The service has no layer and no table.', 'Add a layer to the service.'],
  ];
  return toGaps('blocks', null, words);
}

function serviceLimits(can: ServiceCapabilities, layers: readonly LayerFacts[]): ServiceGap[] {
  if (!can.canSync) return [];
  const edits = can.canCreate || can.canUpdate || can.canDelete;
  const attachments = layers.some(({ hasAttachments }) => hasAttachments);
  const words: (Words | false)[] = [
    !edits && [
      'read-only',
      'Nobody may edit: the service takes no adds, updates or deletes. It can be taken offline, to read.',
      'Switch on Create, Update and Delete, as far as people in the field should have them.',
    ],
    edits &&
      !can.canCreate && ['create-off', 'Features cannot be added.', 'Switch on Create in the feature capabilities.'],
    edits &&
      !can.canUpdate && ['update-off', 'Features cannot be changed.', 'Switch on Update in the feature capabilities.'],
    edits &&
      !can.canDelete && ['delete-off', 'Features cannot be deleted.', 'Switch on Delete in the feature capabilities.'],
    edits &&
      attachments &&
      !can.uploads && [
        'uploads-off',
        'Uploads are off: photos travel inside the sync itself, all of them again when the connection breaks, and large ones may be refused.',
        'Switch on Uploads in the feature capabilities.',
      ],
    !can.async && [
      'no-async',
      'Asynchronous work is not offered (supportsAsync): a large area can run into a time limit between here and the service.',
      'Use a newer ArcGIS version, or take smaller areas offline.',
    ],
    edits &&
      !can.directionControl && [
        'no-direction-control',
        'The direction of a sync cannot be chosen (supportsSyncDirectionControl): each sync goes both ways.',
        null,
      ],
    attachments &&
      !can.attachmentsDirection && [
        'no-attachments-direction',
        'Attachments cannot be left on the service while new ones are sent (supportsAttachmentsSyncDirection).',
        null,
      ],
    edits &&
      !can.rollbackOnFailure && [
        'no-rollback',
        'A sync with a faulty edit cannot be undone as a whole (supportsRollbackOnFailure): each edit stands for itself.',
        null,
      ],
  ];
  return toGaps('limits', null, words);
}

function layerGaps(layer: LayerFacts, can: ServiceCapabilities): ServiceGap[] {
  const { layerId, name, capabilities: tokens } = layer;
  const named = `Layer ${String(layerId)} (${name})`;
  const blocks: (Words<BlockingGapCode> | false)[] = [
    !layer.hasGlobalIds && [
      'no-global-ids',
      `${named} has no GlobalIDs, and cannot be taken offline.`,
      'Its owner can add them (Add Global IDs) and publish the service again with Sync.',
    ],
    can.canSync &&
      tokens.length > 0 &&
      !tokens.includes('SYNC') && [
        'layer-sync-off',
        `${named} does not list Sync among its own capabilities.`,
        'Switch on Sync for this layer, or publish the service again.',
      ],
  ];
  if (!can.canSync) return toGaps('blocks', layer, blocks);
  const limits: (Words | false)[] = [
    layer.hasAttachments &&
      layer.attachmentGlobalIds === false && [
        'attachments-without-global-ids',
        `The attachments of ${lowerFirst(named)} have no GlobalIDs: they are neither downloaded nor sent.`,
        'Key the attachment relationship by GlobalID (Upgrade Attachments), or enable the attachment property "globalId".',
      ],
    layer.hasGlobalIds &&
      can.canCreate &&
      !layer.uniqueGlobalIds && [
        'global-ids-not-unique',
        `${named} does not promise that a GlobalID comes once: after a lost reply new features wait up to two minutes before they are sent again.`,
        'Put a unique index on the GlobalID field.',
      ],
    layer.datesInUnknownTimezone && [
      'dates-in-unknown-timezone',
      `The dates of ${lowerFirst(named)} are in a time zone the service does not know: they are passed on as they are.`,
      'Set the time zone of the dates when publishing.',
    ],
    layer.versioning !== 'none' && [
      'versioned',
      `The data of ${lowerFirst(named)} are versioned: what is sent goes to a version, and others see it after the office has posted that.`,
      null,
    ],
  ];
  return [...toGaps('blocks', layer, blocks), ...toGaps('limits', layer, limits)];
}

function toGaps(kind: ServiceGap['kind'], layer: LayerFacts | null, words: readonly (Words | false)[]): ServiceGap[] {
  const about = layer === null ? { layerId: null } : { layerId: layer.layerId, layerName: layer.name };
  return words
    .filter((one) => one !== false)
    .map(([code, message, remedy]) => ({ code, kind, ...about, message, remedy }));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

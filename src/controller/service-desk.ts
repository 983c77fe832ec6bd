/** Questions about the service itself: what it can do, and which replicas it keeps for whom. */
import { GdbError, isGdbError } from '../shared/errors.js';
import { checkService } from '../shared/check-service.js';
import type { ServiceCheck, ServiceFacts } from '../shared/check-service.js';
import type { AreaEstimate } from '../shared/area-estimate.js';
import type { GenerateGeodatabaseParameters } from '../shared/records.js';
import { devicePart, readReplicaName } from '../shared/replica-name.js';
import type { CallOptions, ReplicaInfo, ReplicaSummary, ServicePort } from '../sync/ports.js';
import { measureArea, type MeasureLayer } from './measure-area.js';
import type { ReplicaEntry, UnregisterReplicaOptions } from './types.js';

/** Replicas whose description is read at once. */
const AT_ONCE = 4;

/** What the desk needs of the engine. */
export interface DeskHost {
  /** Signs in where that is needed, and asks again. */
  ask<T>(call: (options: CallOptions) => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  deviceId(): Promise<string>;
  /** The replica of the geodatabase that is open; null without one. */
  readonly replicaId: string | null;
}

export interface DeskService extends Pick<
  ServicePort,
  'describe' | 'listReplicas' | 'replicaInfo' | 'unregisterReplica'
> {
  inspect(options: CallOptions): Promise<ServiceFacts>;
  readonly measureLayer: MeasureLayer;
}

export class ServiceDesk {
  readonly #host: DeskHost;
  readonly #service: DeskService;

  constructor(host: DeskHost, service: DeskService) {
    this.#host = host;
    this.#service = service;
  }

  async check(signal: AbortSignal | undefined): Promise<ServiceCheck> {
    return checkService(await this.#host.ask((options) => this.#service.inspect(options), signal));
  }

  async estimate(parameters: GenerateGeodatabaseParameters, given: AbortSignal | undefined): Promise<AreaEstimate> {
    const signal = given ?? new AbortController().signal;
    const wanted = parameters.layers.filter(({ queryOption }) => queryOption !== 'none');
    const layerIds = wanted.map(({ layerId }) => layerId);
    const { layers } = await this.#host.ask((options) => this.#service.describe(layerIds, options), signal);
    const measure: MeasureLayer = (layer, options) =>
      this.#host.ask((call) => this.#service.measureLayer(layer, { ...options, ...call }), signal);
    return measureArea(parameters, layers, { measure, signal });
  }

  /** In the order of the service. Owner and dates come with each replica's own description, where the list does not tell them. */
  async replicas(signal: AbortSignal | undefined): Promise<readonly ReplicaEntry[]> {
    const { capabilities } = await this.#host.ask((options) => this.#service.inspect(options), signal);
    const lists = capabilities.replicaLists;
    const list = await this.#host.ask((options) => this.#service.listReplicas({ ...options, lists }), signal);
    const device = devicePart(await this.#host.deviceId());
    const entries: ReplicaEntry[] = [];
    for (let start = 0; start < list.length; start += AT_ONCE) {
      const some = list.slice(start, start + AT_ONCE);
      const infos = await Promise.all(some.map((one) => this.#describe(one, signal)));
      entries.push(...infos.map((info) => toEntry(info, { device, replicaId: this.#host.replicaId })));
    }
    return entries;
  }

  async #describe(one: ReplicaSummary, signal: AbortSignal | undefined): Promise<ReplicaSummary> {
    if (one.owner !== null && one.createdAt !== null && one.lastSyncAt !== null) return one;
    try {
      const info = await this.#host.ask((options) => this.#service.replicaInfo(one.replicaId, options), signal);
      return known(one, info);
    } catch (error) {
      // Some services describe replicas to administrators only: then the list has to do.
      if (!isGdbError(error) || error.retryable || error.code === 'aborted') throw error;
      return one;
    }
  }

  async unregister(replicaId: string, { mayLoseUnsentWork, signal }: UnregisterReplicaOptions): Promise<void> {
    if (replicaId === this.#host.replicaId)
      throw new GdbError(
        'invalid-argument',
        'This is the replica of the area on this device. unregisterGeodatabase() ends it and removes the copy.',
      );
    if (mayLoseUnsentWork !== true)
      throw new GdbError(
        'pending-edits',
        'Another device, or another area on this one, may hold work that it has not sent, and can only send through this replica as it is. Say mayLoseUnsentWork to unregister it all the same.',
      );
    await this.#host.ask((options) => this.#service.unregisterReplica(replicaId, options), signal);
  }
}

function known(one: ReplicaSummary, info: ReplicaInfo): ReplicaSummary {
  return {
    ...one,
    owner: one.owner ?? info.owner,
    createdAt: one.createdAt ?? info.createdAt,
    lastSyncAt: one.lastSyncAt ?? info.lastSyncAt,
    version: one.version ?? info.version,
  };
}

function toEntry(
  { replicaId, replicaName, owner, createdAt, lastSyncAt, version }: ReplicaSummary,
  here: { readonly device: string; readonly replicaId: string | null },
): ReplicaEntry {
  const said = readReplicaName(replicaName);
  const device = said?.device ?? null;
  const place = replicaId === here.replicaId ? 'here' : device === here.device ? 'this-device' : 'elsewhere';
  return { replicaId, replicaName, owner: owner ?? said?.user ?? null, device, createdAt, lastSyncAt, version, place };
}

import { transaction } from '../database/driver.js';
import type { Replica, ReplicaDefinition } from '../data/replica-store.js';
import { ReplicaExport } from '../data/replica-export.js';
import { ServiceError } from '../errors.js';
import { asText, isRecord, without } from '../json.js';
import { json, type Reply } from '../reply.js';
import { featureServerUrl, type Call } from '../site.js';
import { authorOf, checkDates, replicaError, wantsUrls } from './common.js';
import { deliver, generationKeys, submitJob, type Work } from './deliver.js';
import { writeGeodatabase } from '../mobile/write-geodatabase.js';
import { readReplicaDefinition, wantsSqlite } from './replica-params.js';
import { needSyncCapability } from './sync-capabilities.js';
import { capabilities } from '../options.js';
import { newVersion, inVersionOf } from './versions.js';

/** `createReplica`: registers a replica and gives its data, at once or by a job. */
export function createReplica(call: Call): Reply {
  const { params, service } = call;
  needSyncOrExtract(call);
  checkDates(call);
  const model = readReplicaDefinition(call).syncModel;
  const id = model === 'none' ? '' : service.replicas.newId();
  if (params.flag('async', false)) {
    return submitJob(call, 'createReplica', { replicaID: id, targetType: params.text('targetType') ?? 'client' });
  }
  return json(transaction(service.db, () => deliver(call, createReplicaWork(call, id))));
}

/** The work itself. @param id of the new replica, empty for an export */
export function createReplicaWork(call: Call, id: string): Work {
  const { params } = call;
  const options = params.json('replicaOptions');
  if (isRecord(options) && options['refReplicaId'] !== undefined) {
    needSyncCapability(call, 'supportsRegisteringExistingData');
    return registerLike(call, { id, options });
  }
  const definition = readReplicaDefinition(call);
  if (isRecord(options) && String(options['registerExistingData']) === 'true') {
    needSyncCapability(call, 'supportsRegisteringExistingData');
    return registerAs(call, { id, options, definition });
  }
  const name = params.text('replicaName') ?? `Replica_${call.now}`;
  const replica = register(call, { id, name, definition });
  if (wantsSqlite(call))
    return {
      failed: false,
      reply: { ...head(call, replica), responseType: 'esriReplicaResponseTypeData' },
      file: asFile(call, replica),
    };
  const attachmentUrl = wantsUrls(call) ? featureServerUrl(call) : undefined;
  const source = new ReplicaExport(inVersionOf(call, replica).service, replica, {
    author: authorOf(call),
    attachmentUrl,
  });
  const layers = definition.layers.map((layer) => source.snapshot(layer.id));
  return { failed: false, reply: { ...head(call, replica), responseType: 'esriReplicaResponseTypeData', layers } };
}

/** As a mobile geodatabase, with its attachments inside. */
function asFile(call: Call, replica: Replica): Uint8Array {
  const scratch = call.site.openScratch?.();
  if (scratch === undefined) throw new ServiceError(400, 'dataFormat sqlite is not supported here.');
  return writeGeodatabase(inVersionOf(call, replica), replica, scratch);
}

/** Data that a client has already, from another replica: it gets a replica of the same definition and no data. */
function registerLike(call: Call, like: { id: string; options: Record<string, unknown> }): Work {
  const found = call.service.replicas.find(asText(like.options['refReplicaId']) ?? '');
  if (found === undefined) throw unknownOriginal(call, String(like.options['refReplicaId']));
  const definition = without(found, 'id', 'name', 'owner', 'version', 'generations', 'created', 'synced');
  const { name, version, generations: had } = found;
  return registerAs(call, { ...like, definition, name, version, had });
}

/** Once unregistered a replica never comes back: whoever has a copy of its data cannot register it. */
function unknownOriginal(call: Call, id: string): ServiceError {
  const shown = id.slice(0, 60);
  return replicaError(
    call,
    call.service.replicas.wasUnregistered(id)
      ? `Replica '${shown}' was unregistered: no further copy of it can be registered.`
      : `Replica '${shown}' does not exist or is not registered.`,
  );
}

interface Registration {
  readonly id: string;
  readonly options: Record<string, unknown>;
  readonly definition: ReplicaDefinition;
  readonly name?: string;
  /** the version of the data, unless they are of the one that the new replica gets */
  readonly version?: string | null;
  /** the generations of the data, unless the options name others; without both they are the present ones */
  readonly had?: ReadonlyMap<number, number>;
}

function registerAs(call: Call, registration: Registration): Work {
  const { id, options, definition, name, version, had } = registration;
  const perLayer = Array.isArray(options['layerServerGens']) ? options['layerServerGens'].filter(isRecord) : [];
  const sent = new Map(perLayer.map((entry) => [Number(entry['id']), Number(entry['serverGen'])]));
  const one = options['serverGen'];
  const generations = definition.layers.flatMap(({ id: layer }) => {
    const known = one === undefined ? had?.get(layer) : Number(one);
    const generation = sent.get(layer) ?? known;
    return generation === undefined ? [] : [[layer, generation] as const];
  });
  const replica = register(call, {
    id,
    name: call.params.text('replicaName') ?? name ?? `Replica_${call.now}`,
    definition,
    generations: new Map(generations),
    ...(version == null ? {} : { version }),
  });
  return { failed: false, reply: { ...head(call, replica), responseType: 'esriReplicaResponseTypeInfo' } };
}

function register(
  call: Call,
  wanted: {
    id: string;
    name: string;
    definition: ReplicaDefinition;
    /** of data that the client has already; of other layers they are the present ones */
    generations?: ReadonlyMap<number, number>;
    version?: string;
  },
): Replica {
  const { service, user, now } = call;
  const kept = wanted.definition.syncModel !== 'none';
  const name = kept ? service.replicas.freeName(wanted.name) : wanted.name;
  const version = wanted.version ?? (kept ? newVersion(call, name) : null);
  const { current } = inVersionOf(call, { version }).service.changes;
  const generations = new Map(wanted.definition.layers.map(({ id }) => [id, wanted.generations?.get(id) ?? current]));
  const replica = {
    ...wanted.definition,
    id: wanted.id,
    name,
    owner: user?.username ?? null,
    version,
    generations,
    created: now,
    synced: now,
  };
  if (kept) service.replicas.insert(replica);
  return replica;
}

function head({ service: { options } }: Call, replica: Replica): Record<string, unknown> {
  const { id, name, syncModel, targetType } = replica;
  const base = { replicaName: name, replicaID: id, transportType: 'esriTransportTypeEmbedded', targetType, syncModel };
  return syncModel === 'none' ? base : { ...base, ...generationKeys(replica, replica.generations, options) };
}

function needSyncOrExtract({ service, params }: Call): void {
  const tokens = capabilities(service.options);
  if (tokens.includes('Sync') || (tokens.includes('Extract') && params.text('syncModel') === 'none')) return;
  throw new ServiceError(400, 'Operation is not supported: the service does not have the Sync capability.');
}

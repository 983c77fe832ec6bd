#!/usr/bin/env node
/** Lists the replicas of a feature service, for admins, and unregisters one that nobody needs any more. */
import { parseArgs } from 'node:util';
import { createService } from '../src/service/create-service.js';
import { isGdbError } from '../src/shared/errors.js';
import { sameId } from '../src/shared/ids.js';
import type { ReplicaSummary } from '../src/shared/replica-messages.js';
import { readAuth, readServiceUrl, runCommand, UsageError } from './common/command.js';

const usage = `gdb-replicas: the replicas of a feature service

  gdb-replicas URL [options]

  --token-file FILE   file that holds a token; an admin sees the replicas of all
  --older-than AGE    only those not synced for so long: 12h, 30d, 8w
  --unregister ID     shows what would be unregistered; may be given more than once
  --yes               does it. A device whose replica is gone cannot send the work it
                      may still hold: ask its owner first
  --json              for programs
  --help              this text

Exit code: 0 done, 1 the service did not do it, 2 wrong use.`;

const options = {
  'token-file': { type: 'string' },
  'older-than': { type: 'string' },
  unregister: { type: 'string', multiple: true, default: [] as string[] },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 7 * 24 };

await runCommand('gdb-replicas', async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const auth = readAuth(values['token-file']);
  const age = values['older-than'] === undefined ? 0 : readAge(values['older-than']);
  for (const id of values.unregister)
    if (id.trim() === '' || id.includes('*'))
      throw new UsageError('A replica is unregistered by its own id, never all by *.');
  const service = createService({ serviceUrl: readServiceUrl(positionals), now: Date.now, ...(auth ? { auth } : {}) });
  const { signal } = new AbortController();
  const told = await service.listReplicas({ signal });
  const all: ReplicaSummary[] = [];
  for (const replica of told) all.push(await describe(replica));
  const before = Date.now() - age;
  const listed = age === 0 ? all : all.filter((one) => (lastSeen(one) ?? Infinity) < before);
  if (values.unregister.length > 0) return unregister(all);
  if (values.json) console.log(JSON.stringify(listed, null, 2));
  else print(listed);
  const undated = all.filter((one) => lastSeen(one) === null).length;
  if (age > 0 && undated > 0) console.error(`${String(undated)} more tell no date, and are not judged by age.`);
  return 0;

  /** The list tells names alone; each replica tells its owner and dates, to those who may see them. */
  async function describe(replica: ReplicaSummary): Promise<ReplicaSummary> {
    try {
      return { ...replica, ...(await service.replicaInfo(replica.replicaId, { signal })) };
    } catch (error) {
      if (isGdbError(error) && !error.retryable) return replica;
      throw error;
    }
  }

  async function unregister(known: readonly ReplicaSummary[]): Promise<number> {
    for (const id of values.unregister) {
      const replica = known.find(({ replicaId }) => sameId(replicaId, id));
      if (replica === undefined) throw new Error(`There is no replica ${id}, or this user may not see it.`);
      if (!values.yes) {
        console.log(`Would unregister ${line(replica)}`);
        continue;
      }
      await service.unregisterReplica(replica.replicaId, { signal });
      console.log(`Unregistered ${line(replica)}`);
    }
    if (!values.yes)
      console.log('Nothing was changed. A phone may hold unsent work for it: ask its owner, then repeat with --yes.');
    return 0;
  }
});

/** Milliseconds. */
function readAge(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)([hdw])$/.exec(text.trim()) ?? [];
  const hours = HOURS[unit];
  if (hours === undefined || Number(count) === 0)
    throw new UsageError(`--older-than ${text}: 12h, 30d or 8w is wanted`);
  return Number(count) * hours * 3_600_000;
}

function lastSeen({ lastSyncAt, createdAt }: ReplicaSummary): number | null {
  return lastSyncAt ?? createdAt;
}

function print(replicas: readonly ReplicaSummary[]): void {
  for (const replica of replicas) console.log(line(replica));
  console.log(replicas.length === 1 ? '1 replica' : `${String(replicas.length)} replicas`);
}

function line(replica: ReplicaSummary): string {
  const day = (ms: number | null): string =>
    ms === null ? 'unknown' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  const { replicaId, replicaName, owner, createdAt, lastSyncAt } = replica;
  return `${replicaId}  ${replicaName}  owner ${owner ?? 'unknown'}  created ${day(createdAt)}  last sync ${day(lastSyncAt)}`;
}

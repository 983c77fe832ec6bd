import type { Replica } from '../data/replica-store.js';
import { invalidParameter } from '../errors.js';
import type { Reply } from '../reply.js';
import type { Call } from '../site.js';

/** @returns the call in the version that it names itself (`gdbVersion`), else in the default one */
export function inNamedVersion(call: Call): Call {
  const name = call.params.text('gdbVersion');
  return name === undefined || call.service.options.versioning === 'none' ? call : inVersion(call, name);
}

/** @returns an operation that looks at, or writes into, the version that `gdbVersion` names; without it the default one */
export function versioned(run: (call: Call) => Reply): (call: Call) => Reply {
  return (call) => run(inNamedVersion(call));
}

/** @returns the call in the version that a replica synchronizes with */
export function inVersionOf(call: Call, { version }: Pick<Replica, 'version'>): Call {
  return version === null ? call : inVersion(call, version);
}

/** @returns the version of a new replica, which is made where there is none: one for each map, or for each user. Null for data without versions */
export function newVersion(call: Call, replicaName: string): string | null {
  const { versioning, versionPer } = call.service.options;
  if (versioning === 'none') return null;
  const user = call.user?.username ?? 'anonymous';
  const version = `${user}.${versionPer === 'user' ? user : replicaName}`;
  call.service.versions.make(version);
  return version;
}

function inVersion(call: Call, name: string): Call {
  const service = call.service.versions.find(name);
  if (service === undefined) throw invalidParameter('gdbVersion', `there is no version ${name.slice(0, 60)}`);
  return { ...call, service };
}

/** Names of replicas that this library makes: an admin sees whose they are, and the attempt's uid finds them again. */

/** What a name says. Each part holds letters and digits only, and may be cut. */
export interface ReplicaName {
  readonly user: string;
  /** The first eight characters of the device's id. */
  readonly device: string;
  /** `20260131`. */
  readonly date: string;
  readonly uid: string;
}

/** Geodatabases put the owner of a replica before its name. */
const NAME = /^(?:[^.]*\.)*gdbsync_([A-Za-z0-9]+)_([A-Za-z0-9]+)_(\d{8})_([A-Za-z0-9]+)(?:_\d+)?$/i;

/** `gdbsync_<user>_<device>_<date>_<uid>`. Letters, digits and underscores only. */
export function nameReplica(of: {
  readonly uid: string;
  /** Epoch ms. */
  readonly now: number;
  readonly user: string;
  readonly device: string;
}): string {
  const date = new Date(of.now).toISOString().slice(0, 10).replaceAll('-', '');
  return `gdbsync_${userPart(of.user)}_${devicePart(of.device)}_${date}_${of.uid.replaceAll('-', '')}`;
}

/** Null for names that this library did not give. Services add `_0`, `_1` where a name is taken. */
export function readReplicaName(name: string): ReplicaName | null {
  const [, user, device, date, uid] = NAME.exec(name.trim()) ?? [];
  return user === undefined || device === undefined || date === undefined || uid === undefined
    ? null
    : { user, device, date, uid };
}

/** How a user is named in the names of replicas; `x` where nothing of the name can stand there. */
export function userPart(user: string): string {
  return plain(user, 20);
}

/** How a device is named in the names of its replicas. */
export function devicePart(device: string): string {
  return plain(device, 8);
}

function plain(text: string, length: number): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9]+/g, '')
      .slice(0, length) || 'x'
  );
}

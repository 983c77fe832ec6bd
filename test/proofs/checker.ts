/** Holds what users were told against what their devices and the service hold. Every proof uses this one. */
import { keyOf, type Ledger } from './ledger.js';
import type { DeviceView, ServiceView, View } from './views.js';

export type FindingKind = 'lost' | 'doubled' | 'hung' | 'misreported' | 'different' | 'leaked';

export interface Finding {
  readonly kind: FindingKind;
  readonly words: string;
}

export interface Held {
  readonly ledger: Ledger;
  readonly devices: readonly DeviceView[];
  readonly service: ServiceView;
  /** Replicas that there should be. */
  readonly replicas: number;
}

/** All that is wrong; nothing, where the promise was kept. To be asked when everybody is at rest and all was sent. */
export function check(held: Held): readonly Finding[] {
  const { ledger, devices, service, replicas } = held;
  return [
    ...rowsOf(ledger, service),
    ...photosOf(ledger, service),
    ...(service.replicas === replicas
      ? []
      : [finding('doubled', `${String(service.replicas)} replicas on the service, not ${String(replicas)}`)]),
    ...devices.flatMap((device) => [
      ...differences(device, service).map((words) => finding('different', `${device.name}: ${words}`)),
      ...claims(device, ledger).map((words) => finding('misreported', `${device.name}: ${words}`)),
    ]),
  ];
}

function rowsOf(ledger: Ledger, service: View): readonly Finding[] {
  const found: Finding[] = [];
  const there = new Map<string, number>();
  for (const row of service.rows) {
    const key = keyOf(row.layerId, row.globalId);
    there.set(key, (there.get(key) ?? 0) + 1);
  }
  const fates = ledger.rows();
  for (const [key, count] of there) {
    if (count > 1) found.push(finding('doubled', `row ${key} is on the service ${String(count)} times`));
    if (!fates.has(key)) found.push(finding('doubled', `row ${key} is on the service, and nobody made it`));
    if (fates.get(key) === 'gone') found.push(finding('lost', `the delete of row ${key}`));
  }
  for (const [key, fate] of fates)
    if (fate === 'there' && !there.has(key)) found.push(finding('lost', `row ${key} is not on the service`));
  const written = ledger.fields();
  for (const row of service.rows) {
    const key = keyOf(row.layerId, row.globalId);
    for (const field of written.get(key) ?? []) {
      const values = ledger.valuesOf(key, field) ?? [];
      const value = row.fields[field];
      if (!values.some((one) => sameValue(one, value)))
        found.push(finding('lost', `${field} of row ${key} is ${show(value)}, not ${values.map(show).join(' or ')}`));
    }
  }
  return found;
}

function photosOf(ledger: Ledger, service: View): readonly Finding[] {
  const found: Finding[] = [];
  const wanted = ledger.photos();
  const seen = new Map<string, number>();
  const bytes = new Map<string, number>();
  for (const photo of service.photos) {
    const key = keyOf(photo.layerId, photo.globalId);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    const content = `${photo.parent} ${photo.hash}`;
    bytes.set(content, (bytes.get(content) ?? 0) + 1);
    const known = wanted.get(key);
    const isUntold = ledger.entries.some(
      (entry) => entry.kind === 'photo' && !entry.isTold && `${entry.parent} ${entry.hash}` === content,
    );
    if (known === undefined && isUntold) continue;
    if (known === undefined) found.push(finding('doubled', `photo ${key} is on the service, and nobody took it`));
    else if (known.hash !== photo.hash) found.push(finding('lost', `photo ${key} has other bytes on the service`));
  }
  for (const [key, count] of seen)
    if (count > 1) found.push(finding('doubled', `photo ${key} is on the service ${String(count)} times`));
  for (const [content, count] of bytes)
    if (count > 1) found.push(finding('doubled', `${String(count)} photos with the bytes of ${content}`));
  for (const [key, { fate }] of wanted) {
    if (fate === 'there' && !seen.has(key)) found.push(finding('lost', `photo ${key} is not on the service`));
    if (fate === 'gone' && seen.has(key)) found.push(finding('lost', `the delete of photo ${key}`));
  }
  return found;
}

/** Where a device and the service do not agree, in words. */
function differences(device: View, service: View): readonly string[] {
  const texts = (view: View): Map<string, string> =>
    new Map([
      ...view.rows.map((row) => [`row ${keyOf(row.layerId, row.globalId)}`, row.text] as const),
      ...view.photos.map((photo) => [`photo ${keyOf(photo.layerId, photo.globalId)}`, photo.hash] as const),
    ]);
  const [here, there] = [texts(device), texts(service)];
  return [...new Set([...here.keys(), ...there.keys()])]
    .filter((key) => here.get(key) !== there.get(key))
    .map((key) => `${key} is ${here.get(key) ?? 'not here'}; on the service ${there.get(key) ?? 'not there'}`);
}

/** What a device says that is not so. */
function claims(device: DeviceView, ledger: Ledger): readonly string[] {
  const { pending, state, issues, receipts } = device;
  const waiting = pending.features + pending.attachments + pending.refused;
  const isGone = ({ layerId, globalId }: { layerId: number; globalId: string }): boolean =>
    ledger.rows().get(keyOf(layerId, globalId)) !== 'there';
  const sent = receipts.reduce((sum, receipt) => sum + receipt.features, 0);
  const photos = receipts.reduce((sum, receipt) => sum + receipt.attachments, 0);
  const { features: made, photos: taken } = workOf(ledger, device.name);
  return [
    ...(waiting === 0 ? [] : [`says that ${String(waiting)} changes wait, though all was sent`]),
    ...(['completed', 'completed-with-errors', 'idle'].includes(state) ? [] : [`says "${state}" though all is well`]),
    ...issues.filter((issue) => !isGone(issue)).map(({ words }) => `reports a refusal of what went well: ${words}`),
    ...(sent <= made ? [] : [`receipts tell of ${String(sent)} sent features; ${String(made)} edits were made`]),
    ...(photos <= taken ? [] : [`receipts tell of ${String(photos)} sent photos; ${String(taken)} were taken`]),
  ];
}

/** How much a client ever did, told or not: no receipt may tell of more. */
function workOf(ledger: Ledger, client: string): { readonly features: number; readonly photos: number } {
  const own = ledger.entries.filter((entry) => entry.client === client);
  const photos = own.filter(({ kind }) => kind === 'photo').length;
  return { features: own.length - photos, photos };
}

function sameValue(one: unknown, other: unknown): boolean {
  return one === other || (one == null && other == null);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function finding(kind: FindingKind, words: string): Finding {
  return { kind, words };
}

/** How the service took createReplica or synchronizeReplica: with the reply itself, a file or a job (protocol 2.2, 5). Pure. */
import { asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { Submission } from '../sync/ports.js';
import { requireAddress } from './addresses.js';
import { badReply } from './failures.js';
import { readReplicaReply, type ReadReplyOptions } from './replica-reply.js';

const CONTENT = ['layers', 'edits', 'editsResults', 'editResults'];
const GENERATIONS = ['replicaServerGen', 'layerServerGens'];

/** Throws `bad-reply` for what is none of the three. */
export function readSubmission(body: unknown, options: ReadReplyOptions): Submission {
  if (!isObject(body)) throw badReply(options.asked, 'the reply is no JSON object.');
  const has = (names: readonly string[]): boolean => names.some((name) => pick(body, name) !== undefined);
  const statusUrl = pick(body, 'statusUrl');
  if (typeof statusUrl === 'string' && statusUrl !== '')
    return { kind: 'job', statusUrl: requireAddress(statusUrl, options.serviceUrl, 'status URL') };
  if (has(CONTENT)) return { kind: 'reply', reply: readReplicaReply(body, options) };
  const url = resultUrl(body);
  if (url !== undefined) return { kind: 'file', url: requireAddress(url, options.serviceUrl, 'result URL') };
  const type = asString(pick(body, 'responseType')) ?? '';
  if (has(GENERATIONS) || /(NoEdits|Info)$/i.test(type))
    return { kind: 'reply', reply: readReplicaReply(body, options) };
  throw badReply(options.asked, 'the reply holds neither data nor the address of a result.');
}

/** The result's address, under any of its names. */
export function resultUrl(body: JsonObject): string | undefined {
  for (const name of ['resultUrl', 'URL', 'responseUrl', 'url']) {
    const value = pick(body, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

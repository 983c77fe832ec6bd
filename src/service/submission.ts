/** How the service took createReplica or synchronizeReplica: with the reply itself, a file or a job (protocol 2.2, 5). Pure. */
import { asArray, asString, isObject, parseJson, pick, type JsonObject } from '../shared/json.js';
import type { Delivery, ReplicaReply, ReplyBody, Submission } from '../sync/ports.js';
import { requireAddress } from './addresses.js';
import { badReply } from './failures.js';
import { readReplicaReply, type ReadReplyOptions } from './replica-reply.js';
import type { Answer } from './request.js';

const CONTENT = ['layers', 'edits', 'editsResults', 'editResults'];
const GENERATIONS = ['replicaServerGen', 'layerServerGens'];

/** Throws `bad-reply` for what is none of the three. What is too large to be read at once can only be the reply itself. */
export function readSubmission(answer: Answer, options: ReadReplyOptions): Submission {
  if (answer.kind !== 'json') return readDelivery(answer, options);
  const { body } = answer;
  if (!isObject(body)) throw badReply(options.asked, 'the reply is no JSON object.');
  const statusUrl = pick(body, 'statusUrl');
  if (typeof statusUrl === 'string' && statusUrl !== '')
    return { kind: 'job', statusUrl: requireAddress(statusUrl, options.serviceUrl, 'status URL') };
  const url = resultUrl(body);
  // Some replies name a file and carry the same data; empty lists beside a file are no data.
  if (url !== undefined && !CONTENT.some((name) => asArray(pick(body, name)).length > 0))
    return { kind: 'file', url: requireAddress(url, options.serviceUrl, 'result URL') };
  return { kind: 'reply', reply: readResultBody(body, options) };
}

/** A result file, read if it is small. */
export function readDelivery(answer: Answer, options: ReadReplyOptions): Delivery {
  if (answer.kind === 'database') return { kind: 'database', body: databaseBody(answer, options) };
  if (answer.kind === 'body') return { kind: 'body', body: replyBody(answer, options) };
  return { kind: 'reply', reply: readResultBody(answer.body, options) };
}

function replyBody(
  { bytes, total, interpret }: Extract<Answer, { kind: 'body' }>,
  options: ReadReplyOptions,
): ReplyBody {
  const read: ReplyBody['read'] = (rest, contents = []) => {
    const sizes = new Map(contents.map(({ name, size }) => [name, size]));
    return readResultBody(interpret(rest), { ...options, withoutRows: true, contents: sizes });
  };
  return { bytes, total, read };
}

/** Its changes are read as those of a reply in JSON are, once someone has turned them into one. */
function databaseBody({ bytes, total }: Extract<Answer, { kind: 'database' }>, options: ReadReplyOptions): ReplyBody {
  return { bytes, total, read: (rest) => readResultBody(parseJson(rest), { ...options, withoutRows: true }) };
}

/** What a result file holds, or a reply without one. Throws `bad-reply` when it carries nothing that a sync delivers. */
export function readResultBody(body: unknown, options: ReadReplyOptions): ReplicaReply {
  if (!isObject(body)) throw badReply(options.asked, 'the reply is no JSON object.');
  const says = [...CONTENT, ...GENERATIONS].some((name) => (pick(body, name) ?? null) !== null);
  if (says || /(NoEdits|Info)$/i.test(asString(pick(body, 'responseType')) ?? ''))
    return readReplicaReply(body, options);
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

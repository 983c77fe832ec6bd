/** Status of an asynchronous job: https://developers.arcgis.com/rest/services-reference/enterprise/asynchronous-operations/ */
import { asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { EditError } from '../shared/records.js';
import type { CallOptions, JobStatus } from '../sync/ports.js';
import { requireAddress, resolveAddress, shownAddress } from './addresses.js';
import { readEditError } from './edit-results.js';
import { badReply, whatIsLost, type Asked } from './failures.js';
import type { Call, Requester } from './request.js';
import { resultUrl } from './submission.js';

/** One look at a job. A job that failed is a value, not an error. */
export async function jobStatus(requester: Requester, statusUrl: string, { signal }: CallOptions): Promise<JobStatus> {
  const { serviceUrl } = requester;
  const url = requireAddress(statusUrl, serviceUrl, 'status URL');
  const call: Call = {
    operation: 'jobStatus',
    method: 'GET',
    url,
    signal,
    isValue: (body) => normalStatus(body) !== '',
  };
  const asked: Asked = {
    operation: call.operation,
    method: call.method,
    url: shownAddress(url, serviceUrl),
    token: null,
  };
  return readJobStatus(await requester.json(call), { asked, serviceUrl });
}

/** `Completed With Errors`, `COMPLETED` and `esriJobSucceeded` occur; what is none of the known ends is still running (protocol 5). */
export function readJobStatus(
  body: unknown,
  { asked, serviceUrl }: { readonly asked: Asked; readonly serviceUrl: string },
): JobStatus {
  if (!isObject(body)) throw badReply(asked, 'the job status is no JSON object.');
  const address = resultUrl(body);
  const status = asString(pick(body, 'status')) ?? (address === undefined ? undefined : 'Completed');
  if (status === undefined) throw badReply(asked, 'the job tells no status.');
  const error = readEditError(pick(body, 'error'));
  switch (normalStatus({ status })) {
    case 'completed':
    case 'succeeded':
    case 'completedwitherrors': {
      // An error and nothing to read: whatever the status says, there is no result.
      if (address === undefined && error !== null) return failed(error);
      if (address !== undefined && resolveAddress(address, serviceUrl) === null)
        throw badReply(asked, 'the result URL of the job is no web address.');
      return {
        kind: 'done',
        status,
        resultUrl: resolveAddress(address, serviceUrl),
        withErrors: /errors$/i.test(status),
      };
    }
    case 'failed':
    case 'cancelled':
    case 'canceled':
    case 'timedout':
      return failed(error);
    default:
      return { kind: 'running', status };
  }
}

function failed(error: EditError | null): JobStatus {
  const lost = error === null ? null : whatIsLost(error.description);
  return { kind: 'failed', error, ...(lost === null ? {} : { lost }) };
}

/** Empty for bodies that are no job: `{"status":"error"}` is how old token checks answer. */
function normalStatus(body: JsonObject): string {
  const status = (asString(pick(body, 'status')) ?? '')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/^esrijob/, '');
  return status === 'error' ? '' : status;
}

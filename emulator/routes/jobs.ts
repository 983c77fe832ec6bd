import { ServiceError } from '../errors.js';
import { without } from '../json.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { signature } from './deliver.js';
import { jobStatusText } from './wire-words.js';

const jsonFile = { 'content-type': 'application/json; charset=utf-8' };

const binaryFile = { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' };

/** `jobs/{id}`, with or without `/status` behind it, or `{operation}/{id}?statusId={id}`: how far an asynchronous operation is. */
export function jobStatus(call: Call): Reply {
  const { service, params, path } = call;
  const { options } = service;
  const id = params.text('statusId') ?? path['job'] ?? '';
  const job = service.jobs.find(id);
  if (job === undefined || job.forgotten) throw new ServiceError(404, `Job ${id.slice(0, 60)} was not found`);
  const silent = job.status === 'Failed' && options.failedJob === 'silent';
  return json({
    ...(job.operation === 'applyEdits' ? {} : { transportType: 'esriTransportTypeURL' }),
    ...(silent ? without(job.reply, 'error') : job.reply),
    submissionTime: job.submitted,
    lastUpdatedTime: job.updated,
    status: jobStatusText(job.status, options.statusSpelling),
  });
}

/** `replicafiles/{name}` or `arcgisoutput/{name}`: the reply of an operation that delivers by URL. */
export function resultFile(call: Call): Reply {
  const { service, now } = call;
  const name = call.path['file'] ?? '';
  if (call.isStruck('resultFileGone')) service.files.delete(name);
  const body = service.files.read(name, now, service.options.resultFileLifetimeMs);
  if (body === undefined) throw new ServiceError(404, 'The file was not found', { httpStatus: 404 });
  return { kind: 'raw', body, headers: typeof body === 'string' ? jsonFile : binaryFile };
}

/** The same at a signed URL of a blob store: it takes no token, and wants its signature as it was given out. */
export function signedFile(call: Call): Reply {
  const [name, end] = [call.path['file'] ?? '', call.params.text('se') ?? ''];
  if (call.isSigned) throw new ServiceError(403, 'Two ways to authenticate were sent', { httpStatus: 403 });
  if (call.params.text('sig') !== signature(name, end) || !(Date.parse(end) > call.now))
    throw new ServiceError(403, 'The signature is missing, wrong or expired', { httpStatus: 403 });
  return resultFile(call);
}

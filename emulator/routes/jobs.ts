import { ServiceError } from '../errors.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';

/** `jobs/{id}`, with or without `/status` behind it: how far an asynchronous operation is. */
export function jobStatus(call: Call): Reply {
  const job = call.service.jobs.find(call.path['job'] ?? '');
  if (job === undefined || job.forgotten)
    throw new ServiceError(404, `Job ${(call.path['job'] ?? '').slice(0, 60)} was not found`);
  return json({
    transportType: 'esriTransportTypeURL',
    ...job.reply,
    submissionTime: job.submitted,
    lastUpdatedTime: job.updated,
    status: job.status,
  });
}

/** `replicafiles/{name}`: the reply of an operation that delivers by URL. */
export function resultFile(call: Call): Reply {
  const { service, now } = call;
  const body = service.files.read(call.path['file'] ?? '', now, service.options.resultFileLifetimeMs);
  if (body === undefined) throw new ServiceError(404, 'The file was not found', { httpStatus: 404 });
  return { kind: 'raw', body, headers: { 'content-type': 'application/json; charset=utf-8' } };
}

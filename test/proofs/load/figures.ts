/** What thirty clients asked of a service, in figures. Pure. */
import type { SentRequest } from '../page/client.js';

/** The operation that a URL of the service names. */
export function operationOf(url: string): string {
  const path = new URL(url).pathname.replace(/.*\/(FeatureServer|rest)\/?/, '');
  if (path === '') return 'service';
  if (/^\d+$/.test(path)) return 'layer';
  if (/\/attachments\/\d+$/.test(path)) return 'attachment download';
  if (/^(jobs|synchronizeReplica|createReplica)\/[^/]+/.test(path)) return 'status of a job';
  if (/arcgisoutput|replicafiles|blob/.test(url)) return 'result file';
  return path.replace(/\/(i?[0-9a-f-]{30,})/i, '').replace(/^\d+\//, '');
}

/** A line for each operation: fewest, median and most requests of a client, and all of them. */
export function perOperation(requests: readonly SentRequest[], clients: readonly string[]): readonly string[] {
  const operations = [...new Set(requests.map(({ url }) => operationOf(url)))].sort();
  const line = (name: string, counts: readonly number[]): string => {
    const sorted = [...counts].sort((a, b) => a - b);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const cells = [sorted[0] ?? 0, middle, sorted.at(-1) ?? 0, total];
    return name.padEnd(24) + cells.map((cell) => String(cell).padStart(8)).join('');
  };
  const count = (of: (request: SentRequest) => boolean): readonly number[] =>
    clients.map((client) => requests.filter((request) => request.client === client && of(request)).length);
  return [
    `${''.padEnd(24)}${['fewest', 'median', 'most', 'all'].map((word) => word.padStart(8)).join('')}`,
    ...operations.map((name) =>
      line(
        name,
        count(({ url }) => operationOf(url) === name),
      ),
    ),
    line(
      'all',
      count(() => true),
    ),
  ];
}

/** The shortest time between two looks at the same job, in milliseconds; null where none was looked at twice. */
export function fastestPoll(requests: readonly SentRequest[]): number | null {
  const polls = requests.filter(({ url }) => operationOf(url) === 'status of a job');
  const gaps = polls.flatMap((poll, at) => {
    const before = polls.slice(0, at).findLast(({ client, url }) => client === poll.client && url === poll.url);
    return before === undefined ? [] : [poll.at - before.at];
  });
  return gaps.length === 0 ? null : Math.min(...gaps);
}

/** Requests that a client made before the time was over for which it was asked to wait. */
export function tooEarly(requests: readonly SentRequest[]): readonly SentRequest[] {
  return requests.filter((request) =>
    requests.some(
      ({ client, at, status, retryAfterMs }) =>
        (status === 429 || status === 503) &&
        client === request.client &&
        request.at > at + 50 &&
        request.at < at + retryAfterMs,
    ),
  );
}

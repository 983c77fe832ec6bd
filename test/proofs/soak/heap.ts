/** The JavaScript memory of a page and its workers, as the browser's own tools measure it. */
import type { CDPSession } from 'playwright-core';

/** Sessions of the page's workers, present and to come, by the id of their target. */
export async function watchWorkers(cdp: CDPSession): Promise<ReadonlySet<string>> {
  const sessions = new Set<string>();
  cdp.on('Target.attachedToTarget', ({ sessionId }) => sessions.add(sessionId));
  cdp.on('Target.detachedFromTarget', ({ sessionId }) => sessions.delete(sessionId));
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return sessions;
}

/** Bytes in use once the garbage is collected. */
export async function heapBytes(cdp: CDPSession, workers: ReadonlySet<string>): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  let bytes = await pageBytes(cdp);
  for (const worker of workers) {
    await ask(cdp, worker, 'HeapProfiler.collectGarbage');
    const reply = (await ask(cdp, worker, 'Runtime.getHeapUsage')) as { readonly usedSize?: number };
    bytes += reply.usedSize ?? 0;
  }
  return bytes;
}

/** As much of a heap snapshot as is read here: each node is a row of numbers in one long list. */
interface Snapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[] } };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** What lives in the page, without the list of its requests: the robot that drives it lets the browser keep that, and nobody else does. */
async function pageBytes(cdp: CDPSession): Promise<number> {
  const pieces: string[] = [];
  const hear = ({ chunk }: { readonly chunk: string }): number => pieces.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', hear);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', hear);
  const { snapshot, nodes, strings } = JSON.parse(pieces.join('')) as Snapshot;
  const { node_fields: fields } = snapshot.meta;
  const [name, size] = [fields.indexOf('name'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (strings[nodes[at + name] ?? 0]?.includes('NetworkResourcesData') !== true) bytes += nodes[at + size] ?? 0;
  return bytes;
}

let questions = 0;

/** Asks a worker, through its page. */
function ask(cdp: CDPSession, sessionId: string, method: string): Promise<unknown> {
  const id = (questions += 1);
  return new Promise((resolve, reject) => {
    const hear = (event: { readonly sessionId: string; readonly message: string }): void => {
      const reply = JSON.parse(event.message) as { readonly id?: number; readonly result?: unknown };
      if (event.sessionId !== sessionId || reply.id !== id) return;
      cdp.off('Target.receivedMessageFromTarget', hear);
      resolve(reply.result);
    };
    cdp.on('Target.receivedMessageFromTarget', hear);
    cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
  });
}

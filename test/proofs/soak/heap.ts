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
  let { usedSize } = await cdp.send('Runtime.getHeapUsage');
  for (const worker of workers) {
    await ask(cdp, worker, 'HeapProfiler.collectGarbage');
    const reply = (await ask(cdp, worker, 'Runtime.getHeapUsage')) as { readonly usedSize?: number };
    usedSize += reply.usedSize ?? 0;
  }
  return usedSize;
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

/** Lets everything that is ready to go on go on: promises, and what was posted to the event loop. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setTimeout(resolve));
}

/** Waits until something is so, and says what was missing when it does not become so. Nothing here takes real time, so a second is long. */
export async function soon(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 1000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}.`);
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
}

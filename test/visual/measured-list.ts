/** How long a list takes to be shown, and how it scrolls. */

export interface Measured {
  /** From the element's place in the page to the frame that shows it, in ms. */
  readonly shown: number;
  /** The same to the frame after that, which brings what the first one does without: icons and times in the error list. */
  readonly whole: number;
  /** After that. */
  readonly nodes: number;
  /** The longest task while the page is scrolled from end to end, in ms; 0 when none took 50. */
  readonly longestTask: number;
  /** Frames that took longer than 50 ms, of 121. */
  readonly slowFrames: number;
}

/** Until the next frame was drawn; true when what is asked for is in it. */
export const frame = (isThere: () => boolean = () => true): Promise<boolean> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const isIn = isThere();
      setTimeout(() => {
        resolve(isIn);
      });
    }),
  );

function countNodes(root: ParentNode): number {
  return [...root.querySelectorAll('*')].reduce(
    (sum, element) => sum + 1 + (element.shadowRoot === null ? 0 : countNodes(element.shadowRoot)),
    0,
  );
}

async function scroll(): Promise<Pick<Measured, 'longestTask' | 'slowFrames'>> {
  let longestTask = 0;
  let slowFrames = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  });
  observer.observe({ entryTypes: ['longtask'] });
  const height = document.documentElement.scrollHeight;
  for (let step = 0, last = performance.now(); step <= 120; step += 1) {
    scrollTo(0, (height * step) / 120);
    await frame();
    const now = performance.now();
    if (now - last > 50) slowFrames += 1;
    last = now;
  }
  await frame();
  observer.disconnect();
  return { longestTask, slowFrames };
}

type Shown = HTMLElement & { readonly updateComplete: Promise<boolean> };

/** Puts it on the page. `isThere`: rows that are read from a store first are waited for. */
export async function measure(element: Shown, isThere: () => boolean = () => true): Promise<Measured> {
  document.body.replaceChildren();
  // What making the data left behind is not the list's.
  (globalThis as { gc?: () => void }).gc?.();
  await frame();
  const start = performance.now();
  document.body.append(element);
  await element.updateComplete;
  while (!(await frame(isThere)));
  const shown = performance.now() - start;
  await frame();
  const whole = performance.now() - start;
  const nodes = countNodes(document.body);
  return { shown, whole, nodes, ...(await scroll()) };
}

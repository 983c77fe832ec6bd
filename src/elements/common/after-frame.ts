/** What is drawn was shown, and the browser has nothing better to do; a page that nobody sees has no frames. */
export function afterFrame(): Promise<unknown> {
  return new Promise((resolve) => {
    const { requestIdleCallback: whenIdle = setTimeout } = globalThis as Partial<typeof globalThis>;
    requestAnimationFrame(() => whenIdle(resolve));
    setTimeout(resolve, 100);
  });
}

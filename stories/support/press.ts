/** What a person does in a story, before it is looked at. */

/** Presses what `selector` finds in the shadow root of the first element `tag` once it is there, then waits for `wanted`. */
export async function press(
  canvas: HTMLElement,
  { tag, selector, wanted }: { readonly tag: string; readonly selector: string; readonly wanted?: string },
): Promise<void> {
  const find = (what: string): HTMLElement | null =>
    canvas.querySelector(tag)?.shadowRoot?.querySelector<HTMLElement>(what) ?? null;
  await until(() => find(selector) !== null);
  find(selector)?.click();
  if (wanted !== undefined) await until(() => find(wanted) !== null);
}

/** Rejects when it has not come to this within eight seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 8000; !isSo();) {
    if (Date.now() > end) throw new Error('It never came to this.');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** What a person does in a story, before it is looked at. */

/** Presses what `selector` finds in the shadow root of the first element `tag` once it is there, then waits for `wanted`. */
export async function press(
  canvas: HTMLElement,
  { tag, selector, wanted }: Where & { readonly wanted?: string },
): Promise<void> {
  (await found(canvas, { tag, selector })).click();
  if (wanted !== undefined) await found(canvas, { tag, selector: wanted });
}

/** Writes into the field that `selector` finds there, once it is there. */
export async function write(canvas: HTMLElement, { text, ...where }: Where & { readonly text: string }): Promise<void> {
  const field = (await found(canvas, where)) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

interface Where {
  readonly tag: string;
  readonly selector: string;
}

async function found(canvas: HTMLElement, { tag, selector }: Where): Promise<HTMLElement> {
  const find = (): HTMLElement | null =>
    canvas.querySelector(tag)?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  await until(() => find() !== null);
  return find() as HTMLElement;
}

/** Rejects when it has not come to this within eight seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 8000; !isSo();) {
    if (Date.now() > end) throw new Error('It never came to this.');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

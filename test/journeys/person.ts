/** What a person does on the demo page, step by step, with mouse, keyboard and files. */
import type { Locator, Page } from 'playwright-core';

/** What the page offers to curious people and tests. */
export interface Demo {
  readonly gdbDemo: {
    select(layerId: number, globalId: string): boolean;
    readonly controller: {
      readonly state: {
        readonly sync: { readonly kind: string; readonly at?: number };
        readonly elsewhere: boolean;
        readonly pending: Readonly<Record<'features' | 'attachments' | 'refused', number>>;
      };
      applyEdits(layerId: number, edits: unknown): Promise<unknown>;
      queryFeatures(layerId: number): Promise<{ features: { attributes: Record<string, unknown> }[] }>;
    };
  };
}

export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  by(id: string, attributes = ''): Locator {
    return this.page.locator(`[data-testid="${id}"]${attributes}`);
  }

  get syncButton(): Locator {
    return this.by('sync-button').locator('button.main');
  }

  async takeOffline(): Promise<void> {
    await this.syncButton.filter({ hasText: 'Take offline' }).click();
    await this.by('feature-row').first().waitFor({ timeout: 30_000 });
    await this.rest();
  }

  /** Presses the button and waits for the end of what that began. */
  async sync(): Promise<void> {
    const before = await this.#endedAt();
    await this.syncButton.click();
    await this.rest(before);
  }

  #endedAt(): Promise<number> {
    return this.page.evaluate(() => {
      const { sync } = (window as unknown as Demo).gdbDemo.controller.state;
      return sync.at ?? 0;
    });
  }

  /** Until no work is under way, as the page's own state has it; what ended at `except` was there before. */
  async rest(except = -1): Promise<void> {
    await this.page.waitForFunction(
      (before) => {
        const { sync } = (window as unknown as Demo).gdbDemo.controller.state;
        const atRest = ['idle', 'completed', 'completed-with-errors', 'failed', 'cancelled'].includes(sync.kind);
        return atRest && (sync.at ?? 0) !== before;
      },
      except,
      { timeout: 60_000, polling: 100 },
    );
  }

  /** Opens a feature in the form, also one on another page of the list. */
  async choose(layerId: number, globalId: string): Promise<void> {
    await this.page.evaluate(
      ([layer, id]) => {
        (window as unknown as Demo).gdbDemo.select(Number(layer), String(id));
      },
      [layerId, globalId],
    );
    await this.by('feature-form', `[data-global-id="${globalId}"]`).waitFor();
  }

  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const field = this.by('feature-form').locator(`[name="${name}"]`);
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: value });
      else await field.fill(value);
    }
  }

  async save(): Promise<void> {
    await this.by('save-feature').click();
    await this.by('note').filter({ hasText: /\S/ }).waitFor();
  }

  async edit(layerId: number, globalId: string, values: Readonly<Record<string, string>>): Promise<void> {
    await this.choose(layerId, globalId);
    await this.fill(values);
    await this.save();
  }

  async add(layerId: number, values: Readonly<Record<string, string>>): Promise<void> {
    await this.by('layer-tab', `[data-layer-id="${String(layerId)}"]`).click();
    await this.by('add-feature').click();
    await this.by('feature-form', '[data-global-id=""]').waitFor();
    await this.fill(values);
    await this.save();
  }

  async delete(layerId: number, globalId: string): Promise<void> {
    await this.choose(layerId, globalId);
    await this.by('delete-feature').click();
    await this.by('confirm-delete').click();
    await this.by('feature-form', `[data-global-id="${globalId}"]`).waitFor({ state: 'detached' });
  }

  /** Adds files to the chosen feature through the picker's own input, and waits until they are on this device. */
  async attach(
    ...files: readonly { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }[]
  ): Promise<void> {
    const before = await this.pending('attachments');
    await this.by('attachment-picker')
      .locator('input[type=file]')
      .first()
      .setInputFiles([...files]);
    await this.page.waitForFunction(
      (expected) => {
        const { controller } = (window as unknown as Demo).gdbDemo;
        return controller.state.pending.attachments >= expected;
      },
      before + files.length,
      { timeout: 60_000, polling: 100 },
    );
  }

  async pending(what: 'features' | 'attachments' | 'refused'): Promise<number> {
    return this.page.evaluate((name) => {
      const { controller } = (window as unknown as Demo).gdbDemo;
      return controller.state.pending[name];
    }, what);
  }

  async stateKind(): Promise<string> {
    return this.page.evaluate(() => (window as unknown as Demo).gdbDemo.controller.state.sync.kind);
  }
}

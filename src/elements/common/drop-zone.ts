import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Files dropped on the element, or pasted while the focus is in it. */
export class DropZone implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onFiles: (files: readonly File[]) => void;
  /** Entering a child comes before leaving its parent: only the count tells when the last was left. */
  #depth = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, onFiles: (files: readonly File[]) => void) {
    this.#host = host;
    this.#onFiles = onFiles;
    host.addController(this);
  }

  /** Files are held over the element. */
  get isOver(): boolean {
    return this.#depth > 0;
  }

  hostConnected(): void {
    for (const type of TYPES) this.#host.addEventListener(type, this);
  }

  hostDisconnected(): void {
    for (const type of TYPES) this.#host.removeEventListener(type, this);
    this.#depth = 0;
  }

  handleEvent(event: Event): void {
    const data = (event as DragEvent).dataTransfer ?? (event as ClipboardEvent).clipboardData;
    if (data?.types.includes('Files') !== true) return;
    // Office programs put a picture beside the text: who pastes into a field means the text.
    if (event.type === 'paste' && data.types.includes('text/plain') && isTyped(event)) return;
    // Without this the browser would leave the page to show a dropped file.
    event.preventDefault();
    if (event.type === 'dragenter') this.#over(this.#depth + 1);
    else if (event.type === 'dragleave') this.#over(Math.max(0, this.#depth - 1));
    else if (event.type !== 'dragover') {
      this.#over(0);
      this.#onFiles([...data.files]);
    }
  }

  #over(depth: number): void {
    this.#depth = depth;
    this.#host.requestUpdate();
  }
}

function isTyped(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.matches('input:not([type=file]), textarea, [contenteditable]');
}

const TYPES = ['dragenter', 'dragover', 'dragleave', 'drop', 'paste'] as const;

/**
 * For pages without a bundler: registers each element when its tag first appears on the page, so that a page pays for what it shows.
 * Tags inside shadow roots are not seen; import those elements where they are used.
 */
const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  'gdb-attachment-picker': () => import('./attachment-picker/gdb-attachment-picker.js'),
  'gdb-edit-errors': () => import('./edit-errors/gdb-edit-errors.js'),
  'gdb-sync-button': () => import('./sync-button/gdb-sync-button.js'),
  'gdb-sync-progress': () => import('./sync-progress/gdb-sync-progress.js'),
};

function look(root: ParentNode): void {
  for (const [tag, load] of Object.entries(elements))
    if (customElements.get(tag) === undefined && root.querySelector(tag) !== null) void load().catch(lookAgain);
}

/** Without network it comes with the next look, or when there is one. */
function lookAgain(): void {
  globalThis.addEventListener('online', again, { once: true });
}

function again(): void {
  look(document);
}

if (typeof document !== 'undefined') {
  look(document);
  new MutationObserver(() => {
    look(document);
  }).observe(document.documentElement, { childList: true, subtree: true });
}

// Else its declarations would be those of every page.
export {};

import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../app.js';
import { titleOf } from '../features.js';
import { focusSoon } from './focus.js';

/** The two questions of this page: who one is, and whether a feature is really to go. */
export function dialogs(app: App): TemplateResult {
  return html`${signIn(app)} ${confirmDelete(app)}`;
}

function signIn({ session }: App): TemplateResult {
  return html`<dialog
    id="sign-in-dialog"
    data-testid="sign-in-dialog"
    aria-labelledby="sign-in-title"
    @close=${() => {
      session.close();
    }}
  >
    <form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const data = new FormData(event.target as HTMLFormElement);
        void session.signIn(textOf(data, 'username'), textOf(data, 'password'));
      }}
    >
      <h2 id="sign-in-title">Sign in</h2>
      <p>${session.reason}</p>
      <label for="username">User name</label>
      <input id="username" name="username" autocomplete="username" required />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <p class="muted small">The emulator knows inspector, surveyor and admin; each password is the name.</p>
      <p class="note ${session.problem === '' ? '' : 'error'}" role="alert">${session.problem}</p>
      <div class="actions">
        <button class="button primary" type="submit" data-testid="sign-in-submit">
          ${session.isBusy ? 'Signing in …' : 'Sign in'}
        </button>
        <button class="button" type="button" @click=${closeDialog}>Not now</button>
      </div>
    </form>
  </dialog>`;
}

function confirmDelete({ workspace }: App): TemplateResult {
  const { draft, selected } = workspace;
  return html`<dialog id="delete-dialog" data-testid="delete-dialog" aria-labelledby="delete-title">
    <h2 id="delete-title">Delete ${draft && selected ? titleOf(draft.layer, selected) : nothing}?</h2>
    <p>It goes from this device now, and from the server with the next sync.</p>
    <div class="actions">
      <button
        class="button danger"
        type="button"
        data-testid="confirm-delete"
        @click=${(event: Event) => {
          closeDialog(event);
          void workspace.remove().then(() => {
            focusSoon('#detail-title');
          });
        }}
      >
        Delete
      </button>
      <button class="button" type="button" data-testid="cancel-delete" @click=${closeDialog}>Keep it</button>
    </div>
  </dialog>`;
}

/** Opens and closes the sign-in as the session says: `open` as an attribute would not be modal. */
export function followSession({ session }: App): void {
  const dialog = document.querySelector<HTMLDialogElement>('#sign-in-dialog');
  if (dialog === null || dialog.open === session.isOpen) return;
  if (session.isOpen) dialog.showModal();
  else dialog.close();
}

function closeDialog(event: Event): void {
  (event.target as HTMLElement).closest('dialog')?.close();
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

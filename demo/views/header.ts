import { html, nothing, type TemplateResult } from 'lit';
import type { App } from '../app.js';
import { icon } from '../icons.js';

const MODES = { auto: 'Colours: as the device', dark: 'Colours: dark', light: 'Colours: light' } as const;
const OFFLINE = {
  'not-yet': 'This page opens offline: not yet',
  yes: 'This page opens offline: yes',
  no: 'This page opens offline: no',
} as const;

/** The bar of the portal: name, who is signed in, colours; and what this page is. */
export function header(app: App): TemplateResult {
  const { session, shell, theme } = app;
  return html`
    <header class="bar">
      <a class="brand" href="./">${icon('portal')}<span>Field portal</span></a>
      <span class="chip" data-testid="opens-offline" data-value=${shell.opensOffline} role="status">
        ${OFFLINE[shell.opensOffline]}
      </span>
      <span class="grow"></span>
      <span class="who" data-testid="user">${session.person?.name ?? app.controller.state.user ?? ''}</span>
      <button
        class="button bare"
        type="button"
        data-testid="theme"
        title=${MODES[theme.mode]}
        @click=${() => {
          theme.next();
        }}
      >
        ${icon('theme')}<span class="visually-hidden">${MODES[theme.mode]}</span>
      </button>
    </header>
    <aside class="banner" aria-label="About this page">
      ${icon('info')}
      <div>
        <p>A demonstration of <strong>gdb-sync</strong>. ${kindOfService(app.controller.serviceUrl)}</p>
        ${update(app)}
        <details>
          <summary>Things to try</summary>
          <ol>
            <li>Press <em>Take offline</em>: the features and their photos come onto this device.</li>
            <li>Cut the service off, then edit, add and delete features and attach photos. Reload the page.</li>
            <li>Switch the service on again, press <em>Sync</em>, and see it arrive at “What the server has now”.</li>
            <li>Press <em>Edit it there</em> to be someone else, then sync: the edit arrives here.</li>
            <li>Write <code>&lt;script&gt;</code> into the notes and sync: the service refuses that, and says why.</li>
            <li>
              ${
                app.settings.isSecured
                  ? html`This is the service that asks for a sign-in. <a href="./">Use the open one</a>.`
                  : html`<a href="./?secured">Use a service that asks for a sign-in</a>.`
              }
            </li>
          </ol>
        </details>
      </div>
    </aside>
  `;
}

function kindOfService(serviceUrl: string): TemplateResult {
  const { hostname } = new URL(serviceUrl);
  return hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
    ? html`The service is an emulator on this machine with made-up inspections:
        <strong>no live ArcGIS service is used</strong>.`
    : html`The service is the one named in the address of this page: <strong>edits that are sent are real</strong>.`;
}

function update({ shell }: App): TemplateResult | typeof nothing {
  if (!shell.hasUpdate) return nothing;
  return html`<p data-testid="update">
    A new version of this page is here. ${shell.isBlocked ? 'Close its other tabs first.' : nothing}
    <button
      class="button"
      type="button"
      @click=${() => {
        shell.useUpdate();
      }}
    >
      Use it
    </button>
  </p>`;
}

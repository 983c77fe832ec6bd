import { html, type TemplateResult } from 'lit';
import type { App } from '../app.js';
import { icon } from '../icons.js';

/** What a portal shows of an item, with the two elements that take it offline and sync it. */
export function itemHead(app: App): TemplateResult {
  const { serviceUrl } = app.controller;
  const name = /\/([^/]+)\/FeatureServer/i.exec(serviceUrl)?.[1] ?? 'Feature service';
  return html`
    <section class="item" aria-labelledby="item-title">
      <div class="item-what">
        <span class="tile">${icon('layers')}</span>
        <div>
          <h1 id="item-title">${decodeURIComponent(name).replaceAll('_', ' ')}</h1>
          <p class="muted">
            Feature service, ${app.settings.isSecured ? 'secured by tokens' : 'open to all'} ·
            <a class="address" href=${serviceUrl}>${serviceUrl}</a>
          </p>
        </div>
      </div>
      <div class="item-sync">
        <gdb-sync-button
          data-testid="sync-button"
          service-url=${serviceUrl}
          @gdb-auth-required=${(event: HTMLElementEventMap['gdb-auth-required']) => {
            app.session.ask(event.detail);
          }}
        ></gdb-sync-button>
        ${cutOff(app)}
      </div>
      <gdb-sync-progress data-testid="sync-progress" service-url=${serviceUrl}></gdb-sync-progress>
    </section>
  `;
}

function cutOff({ connection }: App): TemplateResult {
  return html`<label class="switch">
    <input
      type="checkbox"
      data-testid="cut-off"
      .checked=${connection.isCut}
      @change=${(event: Event) => {
        connection.isCut = (event.target as HTMLInputElement).checked;
      }}
    />
    <span>Cut the service off</span>
  </label>`;
}

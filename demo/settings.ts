/** What the address of the page and the start script say. */

export interface Settings {
  readonly serviceUrl: string;
  /** `?secured`: the service asks who one is. */
  readonly isSecured: boolean;
  /** False with `?watch=0`: the service is asked what it has only on a press, so that its log holds nothing but the sync. */
  readonly keepsAsking: boolean;
  /** `?settle=200`: milliseconds between two looks, for whoever shows a lost reply and has no two minutes. */
  readonly settleMs?: number;
}

/** Throws an Error in plain words when no service is named. */
export async function readSettings(): Promise<Settings> {
  const asked = new URLSearchParams(location.search);
  const isSecured = asked.has('secured');
  const settle = Number(asked.get('settle') ?? NaN);
  const settings = {
    isSecured,
    keepsAsking: asked.get('watch') !== '0',
    ...(Number.isFinite(settle) && { settleMs: settle }),
  };
  const named = asked.get('service');
  if (named !== null) return { ...settings, serviceUrl: withoutToken(named) };
  const config = await readConfig();
  const serviceUrl = config[isSecured ? 'securedServiceUrl' : 'serviceUrl'];
  if (typeof serviceUrl !== 'string' || serviceUrl === '') {
    throw new Error('This page was not told which service to use. Name one: ?service=https://…/FeatureServer');
  }
  return { ...settings, serviceUrl };
}

async function readConfig(): Promise<Record<string, unknown>> {
  const response = await fetch('./config.json');
  return response.ok ? ((await response.json()) as Record<string, unknown>) : {};
}

/** A token in the address would be handed on with every copy of it. */
function withoutToken(text: string): string {
  const url = new URL(text, location.href);
  url.search = '';
  url.hash = '';
  return url.href;
}

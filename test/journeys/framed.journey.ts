/** A picker in a frame of another origin, which serves it under the policy of docs/embedding.md, with and without `allow`: nothing offends the policy. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { serveScript, type ScriptPage } from './script-page.js';

const POLICY =
  "default-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html gdb-sync 'allow-duplicates'";

/** Answers the page around it with what the picker says, and with what offended the policy. */
const FRAMED = `
const offences = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => offences.push(violatedDirective + ' ' + blockedURI));
await import('./test/support/framed-picker.ts');
await new Promise((resolve) => setTimeout(resolve, 200));
parent.postMessage({ offences }, '*');`;

const AROUND = `
globalThis.framed = (url, allow) => new Promise((resolve) => {
  const said = {};
  addEventListener('message', ({ data }) => {
    Object.assign(said, data);
    if (said.offences !== undefined) resolve(said);
  });
  document.body.append(Object.assign(document.createElement('iframe'), { allow, src: url }));
});`;

interface Said {
  readonly camera: string;
  readonly offences: readonly string[];
}

let browser: Browser;
let frame: ScriptPage;
let around: ScriptPage;

before(async () => {
  frame = await serveScript(FRAMED, POLICY);
  around = await serveScript(AROUND, "default-src 'self'; frame-src *");
  browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
});
after(async () => {
  await browser.close();
  frame.close();
  around.close();
});

for (const allow of ['', 'camera; geolocation'])
  test(`in a frame with allow="${allow}" the strict policy is offended by nothing`, async () => {
    const page = await browser.newPage();
    const offences: string[] = [];
    page.on('console', (message) => {
      if (/content security policy|trusted type/i.test(message.text())) offences.push(message.text());
    });
    await page.goto(around.url);
    await page.waitForFunction('globalThis.framed !== undefined');
    const elsewhere = frame.url.replace('127.0.0.1', 'localhost');
    const said = await page.evaluate(
      ([url = '', wanted = '']) =>
        (globalThis as unknown as { framed(url: string, allow: string): Promise<Said> }).framed(url, wanted),
      [elsewhere, allow],
    );
    assert.notEqual(said.camera, '');
    assert.equal(said.camera.includes('allow="camera"'), allow === '', said.camera);
    assert.deepEqual([said.offences, offences], [[], []]);
    await page.close();
  });

import { expect } from '@open-wc/testing';
import type { CSSResult, CSSResultGroup } from 'lit';
import { styles as picker } from '../../src/elements/attachment-picker/gdb-attachment-picker.styles.js';
import { styles as errors } from '../../src/elements/edit-errors/gdb-edit-errors.styles.js';
import { styles as button } from '../../src/elements/sync-button/gdb-sync-button.styles.js';
import { styles as progress } from '../../src/elements/sync-progress/gdb-sync-progress.styles.js';

interface Minifier {
  minifiedCss(css: string): string;
  minifiedHtml(html: string): string;
}

// A script of the build, in JavaScript.
const path = '/scripts/minify-templates.mjs';
const { minifiedCss, minifiedHtml } = (await import(path)) as Minifier;

/** What a browser understands of a style sheet. The value of a custom property it keeps as written, blanks and all. */
async function rulesOf(css: string): Promise<string[]> {
  const sheet = await new CSSStyleSheet().replace(css);
  return [...sheet.cssRules].map(({ cssText }) => cssText.replaceAll(', ', ','));
}

describe('styles as they are shipped', () => {
  for (const [name, group] of Object.entries({ picker, errors, button, progress }))
    it(`${name}: say the same in fewer characters`, async () => {
      for (const { cssText } of ([group] as CSSResultGroup[]).flat(4) as CSSResult[]) {
        const shorter = minifiedCss(cssText);
        expect(shorter.length).to.be.lessThan(cssText.length);
        expect(await rulesOf(shorter)).to.deep.equal(await rulesOf(cssText));
      }
    });

  it('keep blanks where they mean something', () => {
    expect(minifiedCss("a :hover, b > c { /* it's */ width: calc(1px + 2px); content: ' ;  ' / ', ' }")).to.equal(
      "a :hover,b > c{width:calc(1px + 2px);content:' ;  ' / ', '}",
    );
    expect(minifiedHtml('<b>a</b> <b>\n  c</b>\n')).to.equal('<b>a</b> <b> c</b> ');
  });
});

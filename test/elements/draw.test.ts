import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { drawTemplate } from '../../src/elements/common/draw-templates.js';
import { drawNodes, fill, keepInOrder, make, makeIcon, set, setText } from '../../src/elements/common/draw.js';

let place: HTMLElement;

beforeEach(() => {
  place = make('div', { id: 'place' });
  document.body.append(place);
});
afterEach(() => {
  place.remove();
});

describe('a place of a frame', () => {
  it('shows what was put there last, by hand', () => {
    fill(place, 'Opening', drawNodes);
    fill(place, make('b', {}, 'Sync now'), drawNodes);
    expect(place.textContent).to.equal('Sync now');
    fill(place, undefined, drawNodes);
    expect(place.textContent).to.equal('');
  });

  it('shows a template in the place of what was put there by hand, and goes on with its nodes', () => {
    fill(place, make('i', {}, 'first'), drawNodes);
    fill(place, html`<b>${'Sync'}</b>`, drawTemplate);
    expect(place.textContent).to.equal('Sync');
    const drawn = place.querySelector('b');
    fill(place, html`<b>${'Sync'}</b>`, drawTemplate);
    expect(place.querySelector('b') === drawn, 'another template of the same words is another').to.equal(false);
    const words = (text: string): unknown => html`<b>${text}</b>`;
    fill(place, words('Sync'), drawTemplate);
    const kept = place.querySelector('b');
    fill(place, words('Syncing'), drawTemplate);
    expect(place.querySelector('b') === kept, 'the same template').to.equal(true);
    expect(place.textContent).to.equal('Syncing');
  });

  it('may end at a child: what is after it stays, whoever draws', () => {
    const end = make('hr', {});
    place.append(make('h1', {}, 'Title'), end);
    fill(place, 'early', drawNodes, end);
    fill(place, 'late', drawNodes);
    expect(place.innerHTML).to.equal('<h1>Title</h1>early<hr>late');
    fill(place, html`<p>then</p>`, drawTemplate, end);
    fill(place, html`<p>below</p>`, drawTemplate);
    expect([...place.children].map((child) => child.outerHTML)).to.deep.equal([
      '<h1>Title</h1>',
      '<p>then</p>',
      '<hr>',
      '<p>below</p>',
    ]);
    expect(place.textContent).to.equal('Titlethenbelow');
  });

  it('takes words as words, whatever is in them', () => {
    fill(place, '<img src=x onerror=alert(1)>', drawNodes);
    setText(place, '<b>bold</b>');
    expect(place.children.length).to.equal(0);
  });
});

describe('a row of controls', () => {
  it('gets and loses some without moving the others: the focus stays', () => {
    const [pause, resume, cancel] = ['pause', 'resume', 'cancel'].map((id) => make('button', { id }));
    const end = make('hr', {});
    place.append(end);
    const all = [pause!, resume!, cancel!];
    keepInOrder(place, all, [pause!, null, cancel!], end);
    cancel!.focus();
    keepInOrder(place, all, [null, resume!, cancel!], end);
    expect([...place.children].map(({ id }) => id)).to.deep.equal(['resume', 'cancel', '']);
    expect(document.activeElement === cancel).to.equal(true);
    keepInOrder(place, all, all, end);
    expect([...place.children].map(({ id }) => id)).to.deep.equal(['pause', 'resume', 'cancel', '']);
    expect(document.activeElement === cancel).to.equal(true);
  });
});

describe('attributes', () => {
  it('are written as text, and taken away by null and undefined', () => {
    set(place, { 'aria-expanded': false, 'data-n': 3, title: 'x', lang: undefined });
    expect(place.outerHTML).to.equal('<div id="place" aria-expanded="false" data-n="3" title="x"></div>');
    set(place, { 'aria-expanded': null, 'data-n': undefined, title: '' });
    expect(place.outerHTML).to.equal('<div id="place" title=""></div>');
  });

  it('of an icon say that words stand beside it', () => {
    const icon = makeIcon('M0 0h24');
    expect(icon.getAttribute('aria-hidden')).to.equal('true');
    expect(icon.firstElementChild instanceof SVGPathElement).to.equal(true);
  });
});

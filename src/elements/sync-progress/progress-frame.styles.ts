import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

/** What the first look of the card and its face have in common. */
export const frame: CSSResult = css`
  .base {
    --_tint: var(--_brand);
    container-type: inline-size;
    padding: 0.75em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .card {
    display: grid;
    grid-template:
      'sign words percent' auto
      'bar bar bar' auto
      'phases phases phases' auto
      'actions actions actions' auto / auto 1fr auto;
    gap: 0 0.75em;
    align-items: center;
  }
  @container (inline-size > 32rem) {
    .card {
      grid-template:
        'sign words percent actions' auto
        'bar bar bar bar' auto
        'phases phases phases phases' auto / auto 1fr auto auto;
    }
    .card .actions {
      align-self: start;
      margin-block-start: 0;
    }
  }
  .compact {
    padding: 0;
    border: 0;
    background: transparent;
  }
  .compact .sign {
    inline-size: 1.5em;
    block-size: 1.5em;
    background: transparent;
  }
  .compact .bar {
    margin-block-start: 0.35em;
  }
  @container (inline-size > 24rem) {
    .compact .card {
      grid-template:
        'sign words percent actions' auto
        'bar bar bar bar' auto / auto 1fr auto auto;
    }
    .compact .actions {
      margin-block-start: 0;
    }
  }
  .sign {
    grid-area: sign;
    display: grid;
    align-self: start;
    place-items: center;
    inline-size: max(2.25em, 36px);
    block-size: max(2.25em, 36px);
    border-radius: 50%;
    background: color-mix(in srgb, var(--_tint) 13%, transparent);
    color: var(--_tint);
  }
  .title {
    font-weight: 600;
    line-height: 1.3;
  }
  .bar {
    grid-area: bar;
    block-size: 4px;
    margin-block-start: 0.75em;
    border-radius: 2px;
    background: color-mix(in srgb, var(--_tint) 22%, transparent);
  }
  .phases {
    grid-area: phases;
    margin: 0.75em 0 0;
    font-size: var(--_small);
  }
  /* Before the face is there. */
  .phases:empty {
    block-size: calc(var(--_rows) * 1.7em - 0.3em);
  }
  @container (inline-size <= 24rem) {
    .phases:empty {
      block-size: calc(var(--_rows) * 1.7em + 1.1em);
    }
  }
  .words {
    grid-area: words;
    min-inline-size: 0;
  }
  .actions {
    display: flex;
    grid-area: actions;
    flex-wrap: wrap;
    gap: 0.5em;
    justify-content: end;
    margin-block-start: 0.75em;
  }
`;

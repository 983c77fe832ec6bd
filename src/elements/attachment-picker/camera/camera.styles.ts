import type { CSSResult } from 'lit';
import { css } from '../../common/css.js';

/** A dark room around the picture in any theme, as in every camera: light borders would change how bright it looks. */
export const cameraStyles: CSSResult = css`
  .camera-dialog {
    box-sizing: border-box;
    inline-size: 100%;
    max-inline-size: min(100%, 60rem);
    block-size: 100%;
    max-block-size: 100%;
    margin: auto;
    padding: 0;
    overflow: hidden;
    border: 0;
    background: #101010;
    color: #fff;
    color-scheme: dark;
  }
  /* Some browsers give the focus to the dialog itself: its edge is the edge of the screen. */
  .camera-dialog:focus-visible {
    outline-offset: -2px;
  }
  .camera-dialog[open] {
    display: flex;
    flex-direction: column;
  }
  .camera-dialog::backdrop {
    background: rgb(0 0 0 / 80%);
  }
  .finder {
    position: relative;
    display: grid;
    flex: 1;
    place-items: center;
    min-block-size: 0;
    overflow: hidden;
  }
  .finder video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .finder video[hidden] {
    display: none;
  }
  .finder-words {
    max-inline-size: 28rem;
    margin: 0;
    padding: 1.5rem;
    line-height: 1.5;
  }
  .camera-facts {
    min-block-size: 1.5em;
  }
  .camera-problem {
    font-weight: 600;
  }
  .camera-facts,
  .camera-problem {
    margin: 0;
    padding: 0.25em 0.75em;
    font-size: var(--_small);
    text-align: center;
  }
  .camera-actions {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    gap: 0.75em;
    align-items: center;
    padding: 0.75em;
    padding-block-end: max(0.75em, env(safe-area-inset-bottom));
  }
  .camera-actions .button {
    justify-self: start;
    min-inline-size: 48px;
    min-block-size: 48px;
    border-color: #8a8a8a;
    background: #101010;
  }
  .camera-actions .button[aria-pressed='true'] {
    border-color: #fff;
    background: #fff;
    color: #101010;
  }
  .camera-more {
    display: flex;
    gap: 0.5em;
    justify-self: end;
  }
  .shutter {
    display: grid;
    place-items: center;
    inline-size: 72px;
    block-size: 72px;
    border: 4px solid #101010;
    border-radius: 50%;
    outline: 3px solid #fff;
    background: #fff;
    color: #101010;
    cursor: pointer;
  }
  .shutter .icon {
    inline-size: 28px;
    block-size: 28px;
  }
  .shutter:focus-visible {
    outline: 4px solid #5cbfff;
  }
  .shutter:active {
    background: #c4c4c4;
  }
  .shutter[aria-disabled='true'] {
    background: #6b6b6b;
    cursor: not-allowed;
  }
  @media (forced-colors: active) {
    .shutter {
      border-color: ButtonText;
    }
  }
`;

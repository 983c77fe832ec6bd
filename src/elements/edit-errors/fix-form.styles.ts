import type { CSSResult } from 'lit';
import { css } from '../common/css.js';

export const fixStyles: CSSResult = css`
  .fix {
    flex: 1 1 100%;
    padding: 0.75em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
  .fix p {
    margin: 0 0 0.5em;
  }
  .fix-fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 15em), 1fr));
    gap: 0.75em;
    align-items: start;
  }
  .fix-field {
    display: grid;
    gap: 0.2em;
    font-size: max(0.9375em, 13px);
  }
  .fix-field label {
    font-weight: 600;
  }
  .fix .control {
    inline-size: 100%;
  }
  .fix .control[aria-invalid] {
    border-color: var(--_danger);
    border-width: 2px;
  }
  .fix-actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.75em;
  }
`;

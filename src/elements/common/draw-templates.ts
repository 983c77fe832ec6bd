import { render } from 'lit';
import type { Draw } from './draw.js';

/** Lit's templates. */
export const drawTemplate: Draw = (content, place, before = null) => {
  render(content, place as HTMLElement, { renderBefore: before as ChildNode | null });
};

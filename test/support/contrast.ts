/** Contrasts of WCAG between colours as a browser paints them. */

const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;

/** What is seen where colours lie one on another, the lowest first; red, green, blue and alpha from 0 to 255. */
function painted(...layers: readonly string[]): readonly number[] {
  context.clearRect(0, 0, 1, 1);
  for (const layer of layers) {
    context.fillStyle = layer;
    context.fillRect(0, 0, 1, 1);
  }
  return [...context.getImageData(0, 0, 1, 1).data];
}

export function isOpaque(colour: string): boolean {
  return painted(colour)[3] === 255;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = painted(colour).map((one) => {
    const share = one / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns from 1 to 21 */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour behind what stands in an element: its own background over those further out, down to the first that covers. */
export function ground(element: Element | null): string {
  const layers: string[] = [];
  for (let at = element; at !== null; at = outwards(at)) {
    const { backgroundColor } = getComputedStyle(at);
    layers.unshift(backgroundColor);
    if (isOpaque(backgroundColor)) break;
  }
  const [red = 0, green = 0, blue = 0] = painted('white', ...layers);
  return `rgb(${red} ${green} ${blue})`;
}

function outwards(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

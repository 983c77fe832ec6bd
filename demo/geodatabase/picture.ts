/** Attached images on a canvas: no blob: address is loaded, so that the strictest policy allows it. */
import type { MobileAttachment } from '../../src/geodatabase/index.js';

const size = 160;
const mostBytes = 2 ** 25;

/** Draws the image; answers false for what is none. */
export async function drawPicture(canvas: HTMLCanvasElement, attachment: MobileAttachment): Promise<boolean> {
  const { content, contentType } = attachment;
  if (!content || !contentType.startsWith('image/') || content.size > mostBytes) return false;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of content.read()) pieces.push(piece);
  try {
    const image = await createImageBitmap(new Blob(pieces, { type: contentType }), { resizeHeight: size });
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    image.close();
    return true;
  } catch {
    return false;
  }
}

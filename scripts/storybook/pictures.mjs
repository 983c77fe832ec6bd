/** Pictures put together and compared by the browser itself: it decodes and encodes them, no library is needed. All are base64. */

/** @typedef {import('playwright-core').Page} Page */

/**
 * The looks of a story below one another. The same picture is always encoded alike, so that little is lost and nothing differs.
 * @param {Page} page
 * @param {string[]} pictures PNG
 * @returns {Promise<string>} WebP
 */
export function compose(page, pictures) {
  return page.evaluate(async (all) => {
    const images = await Promise.all(
      all.map(async (one) => createImageBitmap(await (await fetch(`data:image/png;base64,${one}`)).blob())),
    );
    const width = Math.max(...images.map((image) => image.width));
    const height = images.reduce((sum, image) => sum + image.height, 0);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    let top = 0;
    for (const image of images) {
      context?.drawImage(image, 0, top);
      top += image.height;
    }
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }, pictures);
}

/**
 * Two pictures, pixel by pixel. A pixel differs when it does so more than `tolerance` as an eye sees it (YIQ).
 * @param {Page} page
 * @param {[reference: string, now: string]} pictures WebP
 * @param {number} tolerance 0 to 1
 * @returns {Promise<{ share: number, picture: string }>} 1 for pictures of different sizes; reference, now, and what differs in red
 */
export function compare(page, pictures, tolerance) {
  return page.evaluate(async ([both, limit]) => {
    const [was, is] = await Promise.all(
      both.map(async (one) => createImageBitmap(await (await fetch(`data:image/webp;base64,${one}`)).blob())),
    );
    if (was === undefined || is === undefined) throw new Error('two pictures are needed');
    const width = Math.max(was.width, is.width);
    const height = Math.max(was.height, is.height);
    const canvas = new OffscreenCanvas(width * 3, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    context.drawImage(was, 0, 0);
    context.drawImage(is, width, 0);
    const a = context.getImageData(0, 0, width, height).data;
    const b = context.getImageData(width, 0, width, height).data;
    const marks = context.createImageData(width, height);
    let count = 0;
    for (let i = 0; i < a.length; i += 4) {
      const r = (a[i] ?? 0) - (b[i] ?? 0);
      const g = (a[i + 1] ?? 0) - (b[i + 1] ?? 0);
      const blue = (a[i + 2] ?? 0) - (b[i + 2] ?? 0);
      const y = 0.299 * r + 0.587 * g + 0.114 * blue;
      const u = 0.596 * r - 0.274 * g - 0.322 * blue;
      const v = 0.211 * r - 0.523 * g + 0.312 * blue;
      const distance = Math.sqrt(0.5053 * y * y + 0.299 * u * u + 0.1957 * v * v) / 255;
      if (distance <= limit) continue;
      count += 1;
      marks.data[i] = 255;
      marks.data[i + 3] = 255;
    }
    context.putImageData(marks, width * 2, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
    let text = '';
    for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
    const isSameSize = was.width === is.width && was.height === is.height;
    return { share: isSameSize ? count / (width * height) : 1, picture: btoa(text) };
  }, /** @type {const} */ ([pictures, tolerance]));
}

/**
 * Small versions of all pictures in columns, a page for every 40.
 * @param {Page} page
 * @param {string[]} pictures WebP
 * @returns {Promise<string[]>} WebP
 */
export async function contactSheet(page, pictures) {
  const sheets = [];
  for (let from = 0; from < pictures.length; from += 40)
    sheets.push(
      await page.evaluate(
        async (some) => {
          const images = await Promise.all(
            some.map(async (one) => createImageBitmap(await (await fetch(`data:image/webp;base64,${one}`)).blob())),
          );
          const scale = 0.4;
          const columns = Array.from({ length: 5 }, () => 0);
          const places = images.map((image) => {
            const column = columns.indexOf(Math.min(...columns));
            const top = columns[column] ?? 0;
            columns[column] = top + image.height * scale + 8;
            return { image, left: column * (800 * scale + 8), top };
          });
          const canvas = new OffscreenCanvas(5 * (800 * scale + 8), Math.ceil(Math.max(...columns)));
          const context = canvas.getContext('2d');
          for (const { image, left, top } of places)
            context?.drawImage(image, left, top, image.width * scale, image.height * scale);
          const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
          let text = '';
          for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
          return btoa(text);
        },
        pictures.slice(from, from + 40),
      ),
    );
  return sheets;
}

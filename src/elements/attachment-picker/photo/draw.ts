/** A photo drawn anew: smaller, with its position and time written on it, or both. `createImageBitmap` turns it upright by its EXIF data. */

export interface Drawing {
  readonly file: Blob;
  /** Longest edge in pixels; null keeps the size. */
  readonly maxPixels: number | null;
  /** 0 to 1. */
  readonly quality: number;
  /** Lines for its lower edge; none for no stamp. */
  readonly stamp: readonly string[];
  readonly contentType: string;
}

export interface Drawn {
  readonly image: Blob;
  readonly width: number;
  readonly height: number;
}

/** Null for what this browser cannot decode, or cannot draw at that size: then the photo is better kept as it is than lost. */
export async function drawAnew({ file, maxPixels, quality, stamp, contentType }: Drawing): Promise<Drawn | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const scale = Math.min(1, (maxPixels ?? Infinity) / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = document.createElement('canvas');
  try {
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d', { alpha: contentType !== 'image/jpeg' });
    if (context === null) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    if (stamp.length > 0) drawStamp(context, stamp);
    const image = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, contentType, quality);
    });
    return image === null ? null : { image, width, height };
  } finally {
    bitmap.close();
    // A canvas keeps its pixels until somebody collects it: a phone has no room for two photos.
    Object.assign(canvas, { width: 0, height: 0 });
  }
}

/** White on a dark band, so that it can be read on sky and on bark. */
function drawStamp(context: CanvasRenderingContext2D, lines: readonly string[]): void {
  const { width, height } = context.canvas;
  const size = Math.max(10, Math.round(Math.max(width, height) / 42));
  const band = Math.round(size * (lines.length * 1.35 + 0.65));
  context.fillStyle = 'rgb(0 0 0 / 62%)';
  context.fillRect(0, height - band, width, band);
  context.fillStyle = '#fff';
  context.font = `600 ${String(size)}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  lines.forEach((line, index) => {
    context.fillText(line, size * 0.6, height - band + size * (0.5 + index * 1.35), width - size * 1.2);
  });
}

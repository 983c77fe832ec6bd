/** Pictures drawn on the spot, so that nothing has to be shipped or fetched. */

/** A JPEG of a tree under a sky; each number is another tree. */
export async function picture(seed: number, width = 800, height = 600): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context');
  const hue = (seed * 67) % 360;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${String(200 + (seed % 3) * 20)} 70% 62%)`);
  sky.addColorStop(0.7, 'hsl(45 80% 88%)');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'hsl(95 35% 42%)';
  context.fillRect(0, height * 0.72, width, height * 0.28);
  context.fillStyle = 'hsl(25 40% 30%)';
  context.fillRect(width * 0.47, height * 0.45, width * 0.06, height * 0.35);
  for (let leaf = 0; leaf < 40; leaf += 1) {
    const angle = leaf * 2.4 + seed;
    const reach = Math.sqrt(leaf / 40);
    context.fillStyle = `hsl(${String(80 + (hue % 60))} 45% ${String(28 + ((leaf * 7) % 22))}%)`;
    context.beginPath();
    context.arc(
      width * 0.5 + Math.cos(angle) * reach * width * 0.2,
      height * 0.38 + Math.sin(angle) * reach * height * 0.24,
      width * 0.06,
      0,
      7,
    );
    context.fill();
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('no picture'));
      else resolve(blob);
    }, 'image/jpeg');
  });
}

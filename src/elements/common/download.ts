/** Browsers read the address of a download a moment after the press. */
const ADDRESS_LIFE_MS = 60_000;

/** Hands a file to the person, as any download; its address goes when the browser has had time to read it. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, ADDRESS_LIFE_MS);
}

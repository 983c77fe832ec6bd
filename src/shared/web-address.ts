/** True for what `parseServiceUrl` takes, which comes later. */
export function isWebAddress(url: string, base?: string): boolean {
  try {
    return url.trim() !== '' && /^https?:$/.test(new URL(url.trim(), base).protocol);
  } catch {
    return false;
  }
}

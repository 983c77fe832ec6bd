/** A moment as the clock of this device shows it, the way EXIF wants it: `2026-04-12T10:15:30` and `+02:00`. */
export function localTime(ms: number): { readonly takenAt: string; readonly offset: string } {
  const date = new Date(ms);
  const ahead = -date.getTimezoneOffset();
  const two = (value: number): string => String(value).padStart(2, '0');
  const distance = Math.abs(ahead);
  return {
    takenAt: new Date(ms + ahead * 60_000).toISOString().slice(0, 19),
    offset: `${ahead < 0 ? '-' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`,
  };
}

const watching = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Calls back when the page switches its language or mode, which it does on `<html>` or `<body>`. Returns the way to stop. */
export function watchPage(onChange: () => void): () => void {
  observer ??= new MutationObserver(() => {
    for (const notify of watching) notify();
  });
  if (watching.size === 0)
    for (const target of [document.documentElement, document.body])
      observer.observe(target, { attributes: true, attributeFilter: ['lang', 'dir', 'class'] });
  watching.add(onChange);
  return () => {
    watching.delete(onChange);
    if (watching.size === 0) observer?.disconnect();
  };
}

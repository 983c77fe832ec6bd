/** Live examples take the colours of the page around them. Without this they are light, and live all the same. */
function showExamples() {
  /** @type {NodeListOf<HTMLIFrameElement>} */
  const frames = document.querySelectorAll('.live-example iframe');
  const isNight = matchMedia('(prefers-color-scheme: dark)');
  const dress = () => {
    const theme = document.documentElement.dataset['theme'];
    const isDark = theme === 'dark' || (theme !== 'light' && isNight.matches);
    for (const frame of frames) {
      const address = new URL(frame.src);
      const wanted = isDark ? 'theme:dark' : 'theme:light';
      if ((address.searchParams.get('globals') ?? 'theme:light') === wanted) continue;
      address.searchParams.set('globals', wanted);
      frame.src = address.href;
    }
  };
  if (location.protocol === 'file:') {
    // From a folder browsers load no modules.
    for (const frame of frames) frame.replaceWith('This example is live where the site is served by a web server.');
  } else if (frames.length > 0) {
    dress();
    isNight.addEventListener('change', dress);
    new MutationObserver(dress).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }
}

showExamples();

import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json';
import { logActions } from '../stories/support/actions.js';
import { argTypesOf } from '../stories/support/arg-types.js';
import { NETWORKS, setNetwork } from '../stories/support/network.js';
import './preview.css';

setCustomElementsManifest(manifest);
logActions();

const languages = ['en', 'de', 'es', 'fr', 'it', 'pt-BR', 'nl', 'sv', 'pl', 'ja', 'zh-CN', 'ko', 'ar', 'he'];
const scales: Readonly<Record<string, string>> = { small: '87.5%', medium: '100%', large: '125%', double: '200%' };

/** Also for who looks at a story in both themes without playing it twice: scripts/storybook/stories.mjs. */
function setTheme(theme: unknown): void {
  const page = document.documentElement;
  const isDark = theme === 'dark';
  page.style.colorScheme = isDark ? 'dark' : 'light';
  page.classList.toggle('calcite-mode-dark', isDark);
}
Object.assign(globalThis, { setTheme });

/** Colours, direction, language and scale belong to the whole page, as they would in a host's. */
function applyGlobals(globals: Record<string, unknown>): void {
  const page = document.documentElement;
  setTheme(globals['theme']);
  page.lang = typeof globals['language'] === 'string' ? globals['language'] : 'en';
  // A page in Arabic or Hebrew reads from right to left, whatever the other switch says.
  page.dir = globals['direction'] === 'rtl' || ['ar', 'he'].includes(page.lang) ? 'rtl' : 'ltr';
  page.style.fontSize = scales[String(globals['scale'])] ?? '100%';
  setNetwork(NETWORKS.find((one) => one === globals['network']) ?? 'online');
}

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes: {
    theme: {
      description: 'Colours',
      toolbar: { title: 'Theme', icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Reading direction',
      toolbar: { title: 'Direction', icon: 'paragraph', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
    language: {
      description: 'Language of the texts',
      toolbar: { title: 'Language', icon: 'globe', items: languages, dynamicTitle: true },
    },
    network: {
      description: 'Network of the live situations',
      toolbar: { title: 'Network', icon: 'transfer', items: [...NETWORKS], dynamicTitle: true },
    },
    scale: {
      description: 'Text size of the page',
      toolbar: { title: 'Scale', icon: 'zoom', items: Object.keys(scales), dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light', direction: 'ltr', language: 'en', network: 'online', scale: 'medium' },
  decorators: [
    (story, { globals }) => {
      applyGlobals(globals);
      return story();
    },
  ],
  parameters: {
    controls: { expanded: true },
    docs: { extractArgTypes: argTypesOf },
    a11y: { test: 'error' },
  },
};

export default preview;

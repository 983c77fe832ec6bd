import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json';
import './preview.css';

setCustomElementsManifest(manifest);

/** Colours, direction and language belong to the whole page, as they would in a host's. */
function applyGlobals(globals: Record<string, unknown>): void {
  const page = document.documentElement;
  const isDark = globals['theme'] === 'dark';
  page.style.colorScheme = isDark ? 'dark' : 'light';
  page.classList.toggle('calcite-mode-dark', isDark);
  page.dir = globals['direction'] === 'rtl' ? 'rtl' : 'ltr';
  page.lang = typeof globals['language'] === 'string' ? globals['language'] : 'en';
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
      toolbar: { title: 'Language', icon: 'globe', items: ['en', 'de', 'fr', 'es', 'ar'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light', direction: 'ltr', language: 'en' },
  decorators: [
    (story, { globals }) => {
      applyGlobals(globals);
      return story();
    },
  ],
  parameters: {
    controls: { expanded: true },
    a11y: { test: 'error' },
  },
};

export default preview;

import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: '@storybook/web-components-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (options) => ({
    ...options,
    // Relative addresses, so that the static Storybook works from any folder, offline as well.
    base: './',
    build: { ...options.build, target: 'es2022', chunkSizeWarningLimit: 2000 },
    esbuild: {
      target: 'es2022',
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, experimentalDecorators: true } },
    },
  }),
};

export default config;

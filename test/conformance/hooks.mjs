/**
 * Lets tests of Node and of browsers run in one process, each as often as wanted: what they import to describe themselves is `collect.ts`, and their
 * `expect` is chai's own. Loaded by `node --import`.
 */
import { register } from 'node:module';

const here = new URL('./', import.meta.url).href;

register(
  `data:text/javascript,${encodeURIComponent(`
    export async function resolve(specifier, context, next) {
      const isOurs = context.parentURL?.includes('/test/') && !context.parentURL.startsWith(${JSON.stringify(here)});
      if (isOurs && specifier === 'node:test') return next(${JSON.stringify(`${here}collect.ts`)}, context);
      if (isOurs && specifier === '@open-wc/testing') return next('chai', context);
      return next(specifier, context);
    }
  `)}`,
);

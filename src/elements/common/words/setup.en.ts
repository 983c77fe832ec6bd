/** What every element says before it has a controller. */
export const setupEnglish = {
  opening: 'Opening what this device has',
  olderTab: 'Another tab has an older version of this page open: close it, and this one goes on by itself',
  notLoaded: 'Not loaded',
  reloadPage: 'Reload this page with a connection',
  serviceUrlMissing: 'service-url is missing: the web address of a feature service.',
  checkAttribute: 'Check {attribute}: “{value}”',
  serviceUrlWrong: 'service-url: “{value}” is not the web address of a feature service.',
};

export type SetupKey = keyof typeof setupEnglish;

/** What every element says before it has a controller. */
export const setupEnglish = {
  opening: 'Opening what this device has',
  serviceUrlMissing: 'service-url is missing: the web address of a feature service.',
  serviceUrlWrong: 'service-url: “{value}” is not the web address of a feature service.',
};

export type SetupKey = keyof typeof setupEnglish;

export default {
  _widgetLabel: 'Offline sync',
  noService: 'Name a feature service in the settings of this widget.',
  wrongService: 'The service in the settings of this widget is no web address of a feature service.',
  keepOpen:
    'Keep this page open: it cannot be opened without a connection. What you change stays on this device all the same.',
};

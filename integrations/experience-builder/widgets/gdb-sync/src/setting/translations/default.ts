export default {
  service: 'Feature service',
  serviceUrl: 'Web address',
  layers: 'Layers',
  layersHint: '0,1 (empty for all)',
  geodatabase: 'Name of the copy',
  map: 'Map',
  highlightUnsent: 'Highlight what is not sent',
  records: 'Attachments of the selected record',
  behaviour: 'Behaviour',
  autoSync: 'Sync by itself',
};

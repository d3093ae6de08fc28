// The house's own lint rules: what nx cannot see, because it knows projects and these speak of files.
import { confinedImport } from './confined-import.mjs';
import { layers } from './layers.mjs';
import { moduleDoors } from './module-doors.mjs';
import { noAmbient } from './no-ambient.mjs';
import { webZones } from './web-zones.mjs';

export default {
  rules: {
    'confined-import': confinedImport,
    layers,
    'module-doors': moduleDoors,
    'no-ambient': noAmbient,
    'web-zones': webZones,
  },
};

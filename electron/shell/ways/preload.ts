/** Runs in the holding page: a tap there opens the overlay as on the exhibit's page. */
import { ipcRenderer } from 'electron';
import { tellTaps } from './tap-signs.ts';

tellTaps((tap) => ipcRenderer.send('tap', tap));

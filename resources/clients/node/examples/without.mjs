// Draws a picture of the tide sixty times a second and serves it.
import { createServer } from 'node:http';
import { loadCharts, Sea } from './sea.mjs';

const charts = await loadCharts();
const sea = new Sea(charts);

setInterval(() => {
  sea.draw();
}, 1000 / 60);

createServer((_, response) => response.end(sea.picture)).listen(Number(process.argv[2] ?? 3000), '127.0.0.1');

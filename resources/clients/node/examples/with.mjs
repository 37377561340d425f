// Draws a picture of the tide sixty times a second and serves it.
import { createServer } from 'node:http';
import { busy, health, metric, progress } from 'invigil/client';
import { loadCharts, Sea } from './sea.mjs';

busy(60_000, 'loading the charts');
const charts = await loadCharts();
health('charts', 'healthy');
const sea = new Sea(charts);

setInterval(() => {
  sea.draw();
  progress(sea.frames);
  if (sea.frames % 600 === 0) metric('tide_metres', sea.level);
}, 1000 / 60);

createServer((_, response) => response.end(sea.picture)).listen(Number(process.argv[2] ?? 3000), '127.0.0.1');

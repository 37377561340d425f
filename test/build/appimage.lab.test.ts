/**
 * The AppImage on a machine without FUSE: installed by root for a kiosk user, its exhibit on the screen as that user's unit; then the
 * file is written over, replaced by another build under its own name, replaced under another name, and deleted, while the exhibit runs.
 * The Node 24 that a trial package needs is put there beforehand.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { facts } from '../lab/kiosk/unit-steps.ts';
import { missingForBox, runInBox } from '../lab/kiosk-box.ts';
import { bundle } from '../support/bundle.ts';
import { testWith } from '../support/needs.ts';
import { appImageOfAnotherBuild, missingForAppImage, packagedAppImage } from '../support/packaged.ts';

const EXHIBIT = `schema = 1
[exhibit]
name = "test"
[service.core]
command = ["/usr/local/bin/a-node", "/box/core.mjs"]
[service.display]
url = "http://127.0.0.1:3000/"
after = ["core"]
`;

/** Serves a page of one colour. */
const CORE = `import { createServer } from 'node:http';
createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<body style="background:#00aa55">')).listen(3000, '127.0.0.1');
`;

const STEPS = `#!/bin/bash
set -eu
unit=invigil@test
image=/srv/Invigil.AppImage
waiting_for() { for _ in $(seq 1200); do "$@" && return; sleep 0.05; done; echo "in vain: $*"; user status $unit || true; tail -30 /home/kiosk/.local/state/invigil/test/log/*.log; return 1; }
user() { box-as-kiosk systemctl --user "$@"; }
property() { user show -P "$1" $unit; }
fact() { echo "$1=$2" >>/box/facts; }
picture() { [ "$(BOX_ENV=WAYLAND_DISPLAY=wayland-1 box-as-kiosk grim -t ppm -g '600,300 1x1' - 2>/dev/null | tail -c 3 | od -An -tx1)" = ' 00 aa 55' ]; }
# Straight from the image, as where there is no FUSE.
install() { APPIMAGE_EXTRACT_AND_RUN=1 "$1" install /box --user kiosk --session existing --yes >/box/install.log 2>&1 || { tail -20 /box/install.log; return 1; }; }
# The build that a process was started from; which of the two that is.
build_of() { grep -ao 'lib/invigil/[^/]*' "/proc/$1/cmdline" | head -1; }
build() { case $(build_of "$(property MainPID)") in "$first") echo first ;; "$second") echo second ;; *) echo "another: $(build_of "$(property MainPID)")" ;; esac; }
running_from() { pgrep -u kiosk -f "/$1/" | wc -l; }
# Runs the exhibit on, as before: the same supervisor, the same picture.
goes_on() { picture && [ "$(property MainPID)" = "$main" ] && echo yes || echo no; }
restart() { user restart $unit; waiting_for picture; main=$(property MainPID); }

cp -L /checkout/node_modules/node-linux-*/bin/node /usr/local/bin/a-node
mkdir -p /etc/environment.d
echo INVIGIL_NODE=/usr/local/bin/a-node >/etc/environment.d/90-a-node.conf
box-login

export INVIGIL_NODE=/usr/local/bin/a-node
cp /box/first.AppImage $image
fact mounted "$($image --help >/dev/null 2>&1 && echo yes || echo no)"
install $image
waiting_for picture
main=$(property MainPID)
first=$(build_of "$main")
fact starts "$(property ExecStart | grep -o 'path=[^ ;]*')"
fact copied "$(ls /usr/local/lib/invigil | wc -l)"

# Written over in place, while the exhibit runs: nothing of it was in use.
cat /box/second.AppImage >$image
fact written_over "$(goes_on)"
restart
second=
fact restarted "$(build)"

# From the newer file, under the same name: the exhibit runs on, and comes up with it when it is restarted.
install $image
fact told "$(grep -c 'The Invigil that runs is still the one before' /box/install.log)"
fact installed "$(goes_on)"
second=lib/invigil/$(basename "$(dirname "$(readlink /usr/local/bin/invigil)")")
old=$main
restart
fact same_name "$(build)"
fact old_processes "$(running_from "$first")"
fact old_supervisor "$(kill -0 "$old" 2>/dev/null && echo there || echo gone)"

# Under another name, with the one before deleted; here the build before, which is still kept.
rm $image
cp /box/first.AppImage /srv/Invigil-2.AppImage
install /srv/Invigil-2.AppImage
fact renamed "$(goes_on)"
rm /srv/Invigil-2.AppImage
restart
fact other_name "$(build)"
fact second_processes "$(running_from "$second")"
fact copies "$(ls /usr/local/lib/invigil | wc -l)"
fact crashes "$(property NRestarts)"
fact left "$(ls -d /tmp/appimage_extracted_* /tmp/.mount_* /usr/local/lib/invigil/*.part /usr/local/bin/*.new 2>/dev/null | tr '\\n' ' ')"

BOX_ENV=INVIGIL_NODE=$INVIGIL_NODE box-as-kiosk /usr/local/bin/invigil doctor -e test --json >/box/doctor || true
/usr/local/bin/invigil uninstall -e test --yes >/box/uninstall.log 2>&1 || { cat /box/uninstall.log; exit 1; }
fact after "$(pgrep -u kiosk -f 'lib/invigil|core.mjs' | wc -l)"
`;

const missing = [...missingForBox(), ...missingForAppImage()];

testWith(
  'the AppImage is installed, shows its exhibit, and is replaced under it',
  missing,
  async () => {
    const image = await packagedAppImage();
    bundle();
    const folder = mkdtempSync(join(tmpdir(), 'invigil-images-'));
    const other = join(folder, 'second.AppImage');
    let box: Awaited<ReturnType<typeof runInBox>>;
    try {
      await appImageOfAnotherBuild(image, other);
      box = await runInBox(STEPS, { 'exhibit.toml': EXHIBIT, 'core.mjs': CORE }, (inside) => {
        copyFileSync(image, join(inside, 'first.AppImage'));
        copyFileSync(other, join(inside, 'second.AppImage'));
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
    const found = facts(box.read('facts'));
    const [doctor, uninstalled] = [box.read('doctor'), box.read('uninstall.log')];
    box.remove();
    expect(found).toEqual({
      mounted: 'no',
      starts: 'path=/usr/local/bin/invigil',
      copied: '1',
      written_over: 'yes',
      restarted: 'first',
      told: '1',
      installed: 'yes',
      same_name: 'second',
      old_processes: '0',
      old_supervisor: 'gone',
      renamed: 'yes',
      other_name: 'first',
      second_processes: '0',
      copies: '2',
      crashes: '0',
      left: '',
      after: '0',
    });
    expect(JSON.parse(doctor).findings).toContainEqual(
      expect.objectContaining({ check: 'appimage', level: 'ok', means: expect.stringContaining('this machine has no FUSE') }),
    );
    expect(uninstalled).toContain('Kept: this Invigil in /usr/local/lib/invigil');
  },
  1_800_000,
);

/**
 * The Debian packages that the real parts need, with the reason of each. Nothing else is ever installed by the set-up.
 *
 * `for`: `display` Electron's own libraries; `session` a private screen and sound where the machine has none; `trial` unpacks the
 * trial Electron; `test` programs that tests start. More than one name: the first that this release of Debian or Ubuntu has.
 *
 * @type {readonly { names: readonly string[], for: 'display' | 'session' | 'trial' | 'test', why: string }[]}
 */
export const DEBIAN_PACKAGES = [
  { names: ['libgtk-3-0t64', 'libgtk-3-0'], for: 'display', why: 'Electron links to it' },
  { names: ['libnss3'], for: 'display', why: 'Electron links to it (certificates)' },
  { names: ['libgbm1'], for: 'display', why: 'Electron links to it (buffers for the screen)' },
  { names: ['libasound2t64', 'libasound2'], for: 'display', why: 'Electron links to it (sound)' },
  { names: ['fonts-dejavu-core'], for: 'display', why: 'a typeface for the page' },
  { names: ['sway'], for: 'session', why: 'the compositor of the private session' },
  { names: ['grim'], for: 'session', why: "takes the picture of the private session's screen" },
  { names: ['dbus'], for: 'session', why: 'the bus of the private session' },
  { names: ['pipewire'], for: 'session', why: 'the private sound server' },
  { names: ['pipewire-bin'], for: 'session', why: "the sound server's program" },
  { names: ['pipewire-pulse'], for: 'session', why: 'lets programs for PulseAudio play to it' },
  { names: ['wireplumber'], for: 'session', why: 'connects what plays to the sound server' },
  { names: ['pulseaudio-utils'], for: 'session', why: 'plays the sound of the demo (pacat)' },
  { names: ['python3-pip'], for: 'trial', why: 'downloads the trial Electron' },
  { names: ['unzip'], for: 'trial', why: 'unpacks it' },
  { names: ['squashfs-tools'], for: 'trial', why: 'unpacks it' },
  { names: ['swaybg'], for: 'test', why: "colours the test session's screen behind the exhibit" },
  { names: ['xvfb'], for: 'test', why: 'an X server without a screen' },
  { names: ['gcc'], for: 'test', why: 'compiles the small C programs that the tests supervise' },
  { names: ['libc6-dev'], for: 'test', why: 'the C library for them' },
  { names: ['g++'], for: 'test', why: 'compiles the C++ example of the clients' },
  { names: ['libsystemd0'], for: 'test', why: 'speaks sd_notify, for a program that knows systemd alone' },
  { names: ['python3'], for: 'test', why: 'runs the small Python programs that the tests supervise' },
  { names: ['python3-zmq'], for: 'test', why: 'the ZeroMQ of the Python client' },
  { names: ['python3-sdnotify'], for: 'test', why: 'speaks sd_notify, for a program that knows systemd alone' },
  { names: ['python3-venv'], for: 'test', why: 'a place to install the Python client into' },
  { names: ['python3-setuptools'], for: 'test', why: 'builds the Python client without a network' },
  { names: ['python3-wheel'], for: 'test', why: 'builds the Python client without a network' },
  { names: ['chromium'], for: 'test', why: "a browser that is not ours, for the page's client" },
  { names: ['iproute2'], for: 'test', why: 'makes a network of its own, with routes that come and go (ip)' },
  { names: ['gdb'], for: 'test', why: 'a debugger, whose stops are no freeze' },
  { names: ['systemd-container'], for: 'test', why: 'brings systemd into a throw-away machine' },
  { names: ['libpam-systemd'], for: 'test', why: 'lets people log in to that machine' },
  { names: ['dbus-user-session'], for: 'test', why: "the bus of that machine's user" },
  { names: ['polkitd', 'policykit-1'], for: 'test', why: 'says who may do what in that machine' },
  { names: ['wtype'], for: 'test', why: 'types in that machine' },
  { names: ['openssl'], for: 'test', why: 'makes a certificate that nobody knows, which no page may be shown with' },
  { names: ['e2fsprogs'], for: 'test', why: 'makes disks in files, which hang or lose their power (mkfs.ext4)' },
  { names: ['procps'], for: 'test', why: 'looks for processes that were left behind (ps)' },
];

import { expect, it } from 'vitest';
import { loginEnvironment } from '../../electron/supervisor/login-environment.ts';

const started = { PATH: '/usr/bin', DISPLAY: ':0', SWAYSOCK: '/run/user/1000/sway-ipc.1000.7.sock', XDG_CURRENT_DESKTOP: 'sway' };

it('knows no other session than the one that is there', () => {
  expect(loginEnvironment(started, { WAYLAND_DISPLAY: 'wayland-2' })).toEqual({ PATH: '/usr/bin', XDG_CURRENT_DESKTOP: 'sway' });
});

it('is as the supervisor was started while there is no session', () => {
  expect(loginEnvironment(started, {})).toEqual(started);
});

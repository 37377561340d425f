import { expect, test } from 'vitest';
import { planOf } from '../../electron/supervisor/plan-of.ts';
import { exhibitOf } from '../config/support.ts';

const base = 'schema = 1\nexhibit.name = "a"\n[service.core]\ncommand = "a"\n[service.display]\nurl = "http://a/"\n';

/** What a reload of this file would restart of the page's service. */
async function restartedBy(more: string): Promise<'nothing' | 'page' | 'shell'> {
  const display = async (text: string) => (await planOf(exhibitOf(text), true)).services.find(({ name }) => name === 'display');
  const [old, next] = [await display(base), await display(base + more)];
  if (old?.shellDigest !== next?.shellDigest) return 'shell';
  return old?.digest === next?.digest ? 'nothing' : 'page';
}

test.each([
  ['zoom = 2', 'page'],
  ['headers = { A = "1" }', 'page'],
  ['allow = ["http://b"]', 'page'],
  ['cursor = "hidden"', 'shell'],
  ['storage = "clear"', 'shell'],
  ['[overlay]\nhotkey = "none"', 'shell'],
  ['[overlay]\nwithout_pin = ["volume"]', 'nothing'],
  ['output = "HDMI-A-1"', 'nothing'],
  ['[incidents]\npictures = false', 'nothing'],
  ['[[access]]\nname = "floor"\nrole = "staff"', 'nothing'],
])('a reload with %j restarts: %s', async (more, part) => {
  expect(await restartedBy(more)).toBe(part);
});

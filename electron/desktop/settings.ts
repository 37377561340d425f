/** Sets what GNOME is wished to be, and puts it back. */
import type { Desk, Line } from './desktop.ts';
import type { Wish } from './gnome.ts';
import { type Saved, type SavedSetting, withoutSetting, withSetting } from './saved.ts';

/** What is set now. `absent`: this GNOME does not have it. */
export type Seen =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'absent'; readonly why: string }
  | { readonly kind: 'unasked'; readonly why: string };

/** Asks for one setting. */
export async function look({ gsettings }: Pick<Desk, 'gsettings'>, { schema, key }: Pick<Wish, 'schema' | 'key'>): Promise<Seen> {
  const said = await gsettings('get', schema, key);
  if (said.ok) return { kind: 'value', value: said.output.trim() };
  if (said.missing) return { kind: 'unasked', why: 'gsettings is not installed (package libglib2.0-bin)' };
  return { kind: /^No such (schema|key)/.test(said.words) ? 'absent' : 'unasked', why: said.words };
}

/** Sets them all, and says of each what came of it. `dryRun`: changes nothing. */
export async function applySettings(wishes: readonly Wish[], desk: Desk, dryRun: boolean): Promise<readonly Line[]> {
  const seen = await Promise.all(wishes.map(async (wish) => ({ wish, found: await look(desk, wish) })));
  const changes = seen.flatMap(({ wish, found }) =>
    found.kind === 'value' && found.value !== wish.value ? [{ wish, was: found.value }] : [],
  );
  if (!dryRun && changes.length > 0) {
    // Before the first change, and all at once: a power cut may come between any two.
    const saved = changes.reduce<Saved>((all, { wish, was }) => withSetting(all, saving(wish, was)), await desk.load());
    await desk.save(saved);
  }
  const lines: Line[] = [];
  for (const { wish, found } of seen) lines.push(await carryOut(wish, found, desk, dryRun));
  return lines;
}

function saving({ schema, key, value }: Wish, was: string): SavedSetting {
  return { schema, key, was, set: value };
}

async function carryOut(wish: Wish, found: Seen, desk: Desk, dryRun: boolean): Promise<Line> {
  const name = `${wish.schema} ${wish.key}`;
  if (found.kind === 'absent') return { kind: 'same', text: `${name} is not known to this GNOME.` };
  if (found.kind === 'unasked') return { kind: 'cannot', text: `${name} cannot be read: ${found.why}.` };
  if (found.value === wish.value) return { kind: 'same', text: `${name} is ${wish.value} already.` };
  if (dryRun) return { kind: 'would', text: `${name}: ${found.value} becomes ${wish.value}.` };
  const why = await put(desk, wish, wish.value);
  if (why === null) return { kind: 'done', text: `${name}: ${found.value} is ${wish.value} now.` };
  return { kind: 'cannot', text: `${name} stays ${found.value}: ${why}. By hand: gsettings set ${name} "${wish.value}"` };
}

/** Puts back what was there, newest first. What cannot be put back stays saved for the next time. */
export async function restoreSettings(desk: Desk, dryRun: boolean): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const setting of (await desk.load()).settings.toReversed()) {
    const line = await putBack(desk, setting, dryRun);
    lines.push(line);
    if (line.kind !== 'cannot' && !dryRun) await desk.save(withoutSetting(await desk.load(), setting));
  }
  return lines;
}

async function putBack(desk: Desk, setting: SavedSetting, dryRun: boolean): Promise<Line> {
  const { schema, key, was, set } = setting;
  const name = `${schema} ${key}`;
  const found = await look(desk, setting);
  if (found.kind !== 'value') return { kind: 'cannot', text: `${name} was ${was} and cannot be put back: ${found.why}.` };
  if (found.value === was) return { kind: 'same', text: `${name} is ${was} already.` };
  if (found.value !== set) return { kind: 'left', text: `${name} was ${was}; somebody has made it ${found.value} since: left as it is.` };
  if (dryRun) return { kind: 'would', text: `${name}: ${set} becomes ${was} again.` };
  // What was the default is the default again, and follows it.
  await desk.gsettings('reset', schema, key);
  const now = await look(desk, setting);
  const why = now.kind === 'value' && now.value === was ? null : await put(desk, setting, was);
  if (why === null) return { kind: 'done', text: `${name} is ${was} again.` };
  return { kind: 'cannot', text: `${name} was ${was} and cannot be put back: ${why}. By hand: gsettings set ${name} "${was}"` };
}

/** Null: it is so now. gsettings says 0 also where nothing was kept (no session bus), so it is read back. */
async function put(desk: Desk, { schema, key }: Pick<Wish, 'schema' | 'key'>, value: string): Promise<string | null> {
  const said = await desk.gsettings('set', schema, key, value);
  if (!said.ok) return said.words;
  const found = await look(desk, { schema, key });
  if (found.kind === 'value' && found.value === value) return null;
  return 'gsettings has said yes and it is as before (no session bus, or locked by an administrator)';
}

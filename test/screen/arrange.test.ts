import { describe, expect, test } from 'vitest';
import { arrange, type Known, type OwnWindow, type Stand } from '../../electron/screen/arrange.ts';
import { chosen, type Output, outputsInWords } from '../../electron/screen/outputs.ts';

const output = (name: string, more: Partial<Output> = {}): Output => ({
  name,
  make: 'Dell',
  model: 'U27',
  serial: name,
  active: true,
  ...more,
});
const BOTH = [output('A'), output('B')];

const on = (name: string | null, cover = false): Stand => ({ output: name === null ? null : { name }, shell: false, cover });
const window = (id: number, stand: Stand, more: Partial<OwnWindow> = {}): OwnWindow => ({
  id,
  service: `s${id}`,
  stand,
  appId: null,
  pid: id,
  output: 'A',
  floating: false,
  fullscreen: false,
  ...more,
});
const FRESH = new Map<number, Known>();
const filled = (...ids: readonly number[]) => new Map(ids.map((id): [number, Known] => [id, { movedTo: null, filled: true }]));
const commands = (windows: readonly OwnWindow[], known: ReadonlyMap<number, Known> = FRESH, outputs: readonly Output[] = BOTH) =>
  arrange(windows, outputs, known).acts.map(({ command }) => command);

describe('a display goes to its screen and fills it', () => {
  test('when its window is on another one', () => {
    expect(commands([window(1, on('B'), { fullscreen: true })])).toEqual([
      '[con_id=1] move container to output "B"',
      '[con_id=1] fullscreen enable',
    ]);
  });

  test('and stays as it is when it is there already', () => {
    expect(commands([window(1, on('A'), { fullscreen: true })])).toEqual([]);
    expect(commands([window(1, on('A'))])).toEqual(['[con_id=1] fullscreen enable']);
  });

  test('a dialog of it only goes there', () => {
    expect(commands([window(1, on('B'), { floating: true })])).toEqual(['[con_id=1] move container to output "B"']);
  });

  test('nothing is done while its screen is not there', () => {
    expect(commands([window(1, on('C'))])).toEqual([]);
  });

  test('one that does not stay is moved again only when the screens change', () => {
    const { known } = arrange([window(1, on('B'))], BOTH, FRESH);
    expect(commands([window(1, on('B'), { fullscreen: true })], known)).toEqual([]);
  });

  test('without a screen of its own it stays where the compositor puts it, as it is', () => {
    expect(commands([window(1, on(null))])).toEqual([]);
  });
});

describe('one window fills a screen', () => {
  test('a cover comes in front of what opens after it', () => {
    const cover = window(1, on(null, true));
    expect(commands([cover, window(2, on(null), { fullscreen: true })], filled(1))).toEqual(['[con_id=1] fullscreen enable, focus']);
  });

  test('what it has covered fills its screen again when it goes', () => {
    const display = window(1, on(null), { fullscreen: true });
    const { known } = arrange([display], BOTH, FRESH);
    const covered = arrange([{ ...display, fullscreen: false }, window(2, on(null, true), { fullscreen: true })], BOTH, known);
    expect(covered.acts).toEqual([]);
    expect(commands([{ ...display, fullscreen: false }], covered.known)).toEqual(['[con_id=1] fullscreen enable']);
  });

  test('of two displays the one that has it keeps it', () => {
    expect(commands([window(1, on(null), { fullscreen: true }), window(2, on(null))], filled(1, 2))).toEqual([]);
    expect(commands([window(1, on(null)), window(2, on(null))], filled(1, 2))).toEqual(['[con_id=2] fullscreen enable']);
  });

  test('on each screen one', () => {
    const windows = [window(1, on('A')), window(2, on('B'), { output: 'B' })];
    expect(commands(windows)).toEqual(['[con_id=1] fullscreen enable', '[con_id=2] fullscreen enable']);
  });
});

describe('the screen that is meant', () => {
  const outputs = [output('DP-1', { serial: '1' }), output('DP-2', { serial: '2' }), output('DP-3', { serial: '3', active: false })];

  test.each([
    [{ name: 'DP-2' }, 'DP-2'],
    [{ serial: '2' }, 'DP-2'],
    [{ make: 'Dell', model: 'U27' }, 'DP-1'],
    [{ make: 'Dell', serial: '9' }, undefined],
    // Switched off.
    [{ name: 'DP-3' }, undefined],
  ])('%j is %s', (choice, name) => {
    expect(chosen(choice, outputs)?.name).toBe(name);
  });

  test('in words', () => {
    expect(outputsInWords(outputs)).toBe('DP-1 (Dell U27 1), DP-2 (Dell U27 2), DP-3 (switched off)');
  });
});

import { describe, expect, test } from 'vitest';
import { planText, whatIsNext, work } from '../../../electron/cli/install/text.ts';
import { plan } from '../../../electron/install/plan.ts';
import { facts, WISHES } from '../../install/facts.ts';

describe('the plan', () => {
  const { exhibit } = facts();
  const planned = { ...plan(facts(), WISHES), notes: ['A note.'] };

  test('lists the program first, which everything else starts', () => {
    const todo = work('/home/kiosk/.local/bin/invigil', planned.steps.slice(0, 1));
    expect(planText(exhibit, 'kiosk', todo, planned)).toBe(
      [
        'To install The Lantern Room (lantern) for the user kiosk:',
        '',
        '  1. Keep a copy of this Invigil, which is started from now on by /home/kiosk/.local/bin/invigil.',
        '  2. Make the user kiosk, without a password.',
        '',
        'Note: A note.',
      ].join('\n'),
    );
  });

  test('is empty only where the program is in place too', () => {
    expect(work('/home/kiosk/.local/bin/invigil', [])).toHaveLength(1);
    expect(planText(exhibit, 'kiosk', work(null, []), planned)).toBe('Everything is in place: there is nothing to do.\nNote: A note.');
  });
});

describe('what is next', () => {
  const done = { name: 'lantern', path: '/srv/lantern', user: 'kiosk', needsReboot: false };

  test('what runs on as it was before is told, and how to take the new one', () => {
    const text = whatIsNext({ ...done, root: true, runsOn: { content: true, program: true } });
    expect(text).toContain('Take the new one: invigil reload -e lantern\n');
    expect(text).toContain('Take the new one, as kiosk: systemctl --user restart invigil@lantern\n');
    expect(text).toContain('sudo invigil uninstall -e lantern');
  });

  test('a user hears what is left for root', () => {
    const text = whatIsNext({ ...done, root: false, runsOn: { content: false, program: false } });
    expect(text).toContain('sudo invigil install /srv/lantern --user kiosk');
    expect(text).not.toContain('Take the new one');
  });
});

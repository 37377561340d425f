import { describe, expect, it } from 'vitest';
import { BUDGET, overBudget } from '../../build/package/budget.ts';
import { type CliCommand, listed } from '../../build/package/cli-reference.ts';
import { bashCompletion, fishCompletion, zshCompletion } from '../../build/package/completion.ts';
import { manPage } from '../../build/package/man.ts';

const COMMANDS: readonly CliCommand[] = [
  {
    name: 'desktop',
    summary: "what the desktop's own settings do to an exhibit",
    usage: '[options]',
    options: [
      { flags: '--for <what>', long: '--for', short: null, takesValue: true, choices: ['sway', 'gnome'], description: 'of [which]' },
    ],
    commands: [{ name: 'apply', summary: 'set them', usage: '[options]', options: [], commands: [], example: null }],
    example: 'Example, after an update:\n  .invigil desktop apply',
  },
];

describe('the list in a help text', () => {
  it('is read with arguments, long summaries on two lines, and without `help` itself', () => {
    const help = `Usage: invigil [options] [command]\n\nOptions:\n  -h, --help  display help\n\nCommands:
  run [options] [path]   run an exhibit
  desktop                what the desktop does
                         to an exhibit
  help [command]         display help for command\n`;
    expect(listed(help)).toEqual([
      { name: 'run', summary: 'run an exhibit' },
      { name: 'desktop', summary: 'what the desktop does to an exhibit' },
    ]);
  });
});

describe('the man page', () => {
  it('has every command with its words, options, choices and example, and no accidental request', () => {
    const page = manPage(COMMANDS, { version: '1.2.3', date: '2026-01-31' });
    expect(page).toContain('.TH INVIGIL 1 "2026-01-31" "Invigil 1.2.3"');
    expect(page).toContain("What the desktop's own settings do to an exhibit.");
    expect(page).toContain('of [which] (sway, gnome)');
    expect(page).toContain('\\fBinvigil desktop apply\\fR');
    expect(page).toContain('  \\&.invigil desktop apply');
  });
});

describe('completions', () => {
  it('offer commands, their words and options', () => {
    expect(bashCompletion(COMMANDS)).toContain("desktop) words='apply --for -e --exhibit -h --help'");
    expect(zshCompletion(COMMANDS)).toContain("'desktop:what the desktop'\\''s own settings do to an exhibit'");
    expect(zshCompletion(COMMANDS)).toContain("'--for[of \\[which\\]]:value:(sway gnome)'");
    expect(fishCompletion(COMMANDS)).toContain("-n '__fish_seen_subcommand_from desktop' -l for -r -f -a 'sway gnome'");
  });
});

describe('the size budget', () => {
  it('says what is over it, by how much, and where it stands', () => {
    expect(overBudget({ deb: BUDGET.deb, appimage: undefined, own: 1 })).toEqual([]);
    expect(overBudget({ deb: BUDGET.deb + 1_000_000 })).toEqual([expect.stringMatching(/^deb is \d+\.\d MB, more than .*budget\.ts$/)]);
  });
});

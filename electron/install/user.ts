/** The user's own part: where the exhibit lies, what belongs to this machine, and the unit. Needs no root. */
import { join } from 'node:path';
import type { Facts } from './facts.ts';
import { fill } from './fill.ts';
import type { Step } from './step.ts';

/** What the unit file starts where the package is installed. */
const PACKAGED = '/usr/bin/invigil';

export function userSteps(facts: Facts): Step[] {
  return [...configSteps(facts), ...unitSteps(facts)];
}

function configSteps({ exhibit, folders, templates }: Facts): Step[] {
  const config = join(folders.config, exhibit.name);
  return [
    {
      ...OWN,
      id: 'site',
      says: `Write ${join(config, 'site.toml')}, for what belongs to this machine.`,
      undoSays: `${join(config, 'site.toml')} removed.`,
      target: {
        kind: 'file',
        path: join(config, 'site.toml'),
        content: fill(templates.site, { NAME: exhibit.name }),
        mode: 0o644,
        keep: 'theirs',
      },
    },
    {
      ...OWN,
      id: 'secrets',
      says: `Make ${join(config, 'secrets')}, for this user alone.`,
      undoSays: `${join(config, 'secrets')} removed.`,
      target: { kind: 'folder', path: join(config, 'secrets'), mode: 0o700 },
    },
    {
      ...OWN,
      id: 'exhibit',
      says: `Link ${join(config, 'exhibit')} to ${exhibit.folder}, which stays where it is.`,
      undoSays: `${join(config, 'exhibit')} removed.`,
      target: { kind: 'link', path: join(config, 'exhibit'), to: exhibit.folder },
    },
  ];
}

function unitSteps({ exhibit, folders, installation, templates, unitRuns }: Facts): Step[] {
  const packaged = installation.kind === 'package';
  const file = packaged ? '/usr/lib/systemd/user/invigil@.service' : join(folders.units, 'invigil@.service');
  const unit = `invigil@${exhibit.name}`;
  const template: Step = {
    ...OWN,
    id: 'unit',
    says: `Write the unit ${file}, which starts ${installation.program}.`,
    undoSays: `${file} removed.`,
    shared: true,
    target: { kind: 'file', path: file, content: unitOf(templates.unit, installation.program), mode: 0o644, keep: 'ours' },
  };
  const wants = join(folders.units, `${wantedBy(templates.unit)}.wants`, `${unit}.service`);
  // What `systemctl --user enable` makes. Made as a file, because the user's manager may not run yet.
  const enabled: Step = {
    ...OWN,
    id: 'enable',
    says: `Start the exhibit at every boot (${unit}).`,
    undoSays: 'The exhibit no longer starts at boot.',
    target: { kind: 'link', path: wants, to: file },
  };
  const systemctl = (...args: string[]) => ({ program: 'systemctl', args: ['--user', ...args], as: 'user' as const });
  const started: Step = {
    ...OWN,
    id: 'start',
    says: 'Start the exhibit now.',
    undoSays: 'The exhibit is stopped.',
    target: {
      kind: 'run',
      commands: [systemctl('daemon-reload'), systemctl('start', '--no-block', unit)],
      undo: [systemctl('stop', unit)],
    },
  };
  return [...(packaged ? [] : [template]), enabled, ...(unitRuns ? [] : [started])];
}

const OWN = { part: 'user', shared: false } as const;

function unitOf(template: string, program: string): string {
  // systemd reads % and blanks in a path.
  const path = program.replaceAll('%', '%%');
  return template.replaceAll(`=${PACKAGED} `, `=${/\s/.test(path) ? `"${path}"` : path} `);
}

function wantedBy(template: string): string {
  return /^WantedBy=(\S+)$/m.exec(template)?.[1] ?? 'default.target';
}

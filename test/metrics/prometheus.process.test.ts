/** A real supervisor's figures in a real Prometheus, its rules in a real Alertmanager, its dashboards' questions, and what an agent sends on. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { closeServer } from '../support/close-server.ts';
import { freePort } from '../support/free-port.ts';
import { describeWith } from '../support/needs.ts';
import { Running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { double, liveThrough, serve } from './full.ts';
import { missing, Program, promtool } from './programs.ts';

/** Others use the machine too. */
const PATIENCE_MS = 60_000;

const resources = join(import.meta.dirname, '../../resources');
const shipped = (path: string) => readFileSync(join(resources, path), 'utf8');

/** A shipped file as somebody fills it in: each text has to be there. */
function filledIn(path: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    return text.replaceAll(from, to);
  }, shipped(path));
}

const LAMP = `import { beat, metric } from '${join(resources, 'clients/node/invigil.mjs')}';
setInterval(() => { beat(); metric('lamp_celsius', 41.5, { side: 'left' }); }, 100);
`;

const dashboardSchema = z.object({ panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })) });

/** Of each panel, with what Grafana fills in. */
function questions(dashboard: string): string[] {
  const { panels } = dashboardSchema.parse(JSON.parse(shipped(`grafana/${dashboard}.json`)));
  return panels.flatMap(({ targets }) =>
    targets.map(({ expr }) => expr.replaceAll('$exhibit', 'lantern').replaceAll('$__rate_interval', '10s').replaceAll('$__range', '1m')),
  );
}

describeWith('Prometheus', missing, () => {
  let running: Running;
  let full: Server;
  let hook: Server;
  let alertmanager: Program;
  let prometheus: Program;
  let target: string;
  const told: string[] = [];

  beforeAll(async () => {
    hook = createServer(async (asked, response) => {
      for await (const part of asked) told.push(String(part));
      response.end();
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    const { port: hookPort } = hook.address() as AddressInfo;
    const [port, fullPort] = [await freePort(), await freePort()];
    target = `127.0.0.1:${port}`;
    running = new Running(
      `[service.core]
command = ["node", "lamp.mjs"]
heartbeat = { kind = "zmq" }
[service.other]
command = ["false"]
escalate = "service"
backoff = { then = "100ms" }
[dashboard]
listen = []
[metrics]
listen = ["${target}"]
`,
      { 'lamp.mjs': LAMP },
    );
    const everything = double();
    liveThrough(everything);
    full = await serve(everything.metrics, fullPort);
    alertmanager = await Program.alertmanager(`http://127.0.0.1:${hookPort}/`);
    prometheus = await Program.prometheus({
      'prometheus.yml': filledIn('prometheus/prometheus.yml', {
        '15s': '1s\n  evaluation_interval: 1s',
        '"127.0.0.1:9101"': `"${target}", "127.0.0.1:${fullPort}"`,
        '127.0.0.1:9093': `127.0.0.1:${alertmanager.port}`,
      }),
      'rules.yml': shipped('prometheus/rules.yml'),
    });
    await running.start();
  }, 180_000);

  afterAll(async () => {
    await prometheus?.remove();
    await alertmanager?.remove();
    await running?.remove();
    for (const server of [full, hook]) await closeServer(server);
  }, 60_000);

  const found = (expression: string, by = prometheus) => until(expression, async () => (await by.query(expression))[0], PATIENCE_MS);

  it('reads the figures of a supervisor', async () => {
    await found(`up{instance="${target}"} == 1`);
    await found('invigil_service_up{exhibit="test",service="core"} == 1');
    const lamp = await found('exhibit_lamp_celsius{exhibit="test"}');
    expect(lamp).toMatchObject({ metric: { service: 'core', side: 'left' }, value: [expect.any(Number), '41.5'] });
    await found('invigil_service_beats_total{service="core"} > 5');
    await found('invigil_service_restarts_total{service="other",cause="exit"} >= 3');
    await found('process_resident_memory_bytes{exhibit="test"} > 1e7');
  }, 120_000);

  it('finds nothing wrong with the page', async () => {
    const page = await (await fetch(`http://${target}/metrics`)).text();
    expect(page).toContain('invigil_up{exhibit="test"} 1\n');
    expect(promtool(['check', 'metrics'], page)).toBe('');
  });

  it('tells by Alertmanager that restarts do not help', async () => {
    const message = await until('Alertmanager tells', () => told.find((text) => text.includes('InvigilStorm')), PATIENCE_MS);
    expect(message).toContain('Restarts do not help test');
  }, 120_000);

  it.each(['exhibit', 'fleet'])(
    'answers everything that the dashboard "%s" asks',
    async (name) => {
      for (const question of questions(name)) await found(question);
    },
    120_000,
  );

  it('gets the figures of a machine that it cannot reach, from an agent there', async () => {
    const far = await Program.prometheus({ 'prometheus.yml': 'scrape_configs: []\n' });
    let agent: Program | null = null;
    try {
      const config = filledIn('prometheus/agent.yml', {
        '15s': '1s',
        '127.0.0.1:9101': target,
        'https://prometheus.example.org': far.url,
        '    basic_auth: { username: lantern, password_file: /etc/prometheus/lantern.password }\n': '',
      });
      agent = await Program.prometheus({ 'prometheus.yml': config }, 'agent');
      expect((await found('invigil_up{exhibit="test"}', far)).value[1]).toBe('1');
    } finally {
      await agent?.remove();
      await far.remove();
    }
  }, 180_000);
});

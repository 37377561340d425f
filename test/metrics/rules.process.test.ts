/** The shipped rules, by promtool's own tests of rules: each of them fires, and only when it should. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../support/needs.ts';
import { missing, promtool } from './programs.ts';

const RULES = join(import.meta.dirname, '../../resources/prometheus/rules.yml');
const TESTS = join(import.meta.dirname, 'rules.test.yml');

describeWith('the rules for Prometheus', missing, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'invigil-rules-'));
    // The tests name the rules beside them.
    copyFileSync(RULES, join(folder, 'rules.yml'));
    copyFileSync(TESTS, join(folder, 'rules.test.yml'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are rules', () => {
    expect(promtool(['check', 'rules', RULES])).toContain('SUCCESS');
  });

  it('fire when they should', () => {
    expect(promtool(['test', 'rules', join(folder, 'rules.test.yml')])).toContain('SUCCESS');
  });

  it('are all tested', () => {
    const tests = readFileSync(TESTS, 'utf8');
    const names = [...readFileSync(RULES, 'utf8').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    // Each once with what is expected of it.
    expect(names.filter((name) => !new RegExp(`alertname: ${name}\\s+exp_alerts`).test(tests))).toEqual([]);
  });
});

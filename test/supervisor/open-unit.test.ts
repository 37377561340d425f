import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openUnit } from '../../electron/supervisor/open-unit.ts';
import type { Vitals } from '../../electron/supervisor/vitals.ts';

let said: string[];
let logged: string[];
let vitals: Vitals;
let sentence: string;
let changed: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  [said, logged, sentence] = [[], [], 'Everything is running.'];
  vitals = { now: 0, deadline: null, waitingSince: null, failedInARow: 0 };
});
afterEach(() => vi.useRealTimers());

function open(watchdogMs: number | null) {
  const word = (text: string) => () => void said.push(text);
  const systemd = {
    watchdogMs,
    ready: word('ready'),
    reloading: word('reloading'),
    stopping: (ms: number) => void said.push(`stopping ${ms}`),
    status: (text: string) => void said.push(text),
    alive: word('alive'),
    close: word('close'),
  };
  const surroundings = {
    vitals: () => vitals,
    sentence: () => sentence,
    subscribe(listener: () => void) {
      changed = listener;
      return () => void said.push('unsubscribed');
    },
    log: (_: string, text: string) => void logged.push(text),
  };
  return openUnit(surroundings, systemd);
}

const taken = () => said.splice(0);

it('is ready, tells how it is, and gives four signs of life in the time of the watchdog', () => {
  const unit = open(10_000);
  unit.ready();
  expect(taken()).toEqual(['ready', 'alive', 'Everything is running.']);
  vi.advanceTimersByTime(10_000);
  expect(taken()).toEqual(['alive', 'alive', 'alive', 'alive']);
  unit.close();
  vi.advanceTimersByTime(10_000);
  expect(taken()).toEqual(['unsubscribed', 'close']);
});

it('gives none while supervision hangs, says so once, and goes on when it does', () => {
  const unit = open(10_000);
  unit.ready();
  taken();
  vitals = { ...vitals, now: 20_000, deadline: 10_000 };
  vi.advanceTimersByTime(9_000);
  expect(taken()).toEqual(['Supervision hangs: what was due 10 s ago has not been judged.']);
  vitals = { ...vitals, deadline: null };
  vi.advanceTimersByTime(250);
  expect(taken()).toEqual(['alive', 'Everything is running.']);
  expect(logged).toHaveLength(2);
  unit.close();
});

it('tells a new sentence once in a second, and none twice', () => {
  const unit = open(null);
  unit.ready();
  taken();
  for (sentence of ['Starting.', 'Starting, still.', 'Paused.']) changed();
  vi.advanceTimersByTime(1_000);
  changed();
  vi.advanceTimersByTime(1_000);
  expect(taken()).toEqual(['Paused.']);
  unit.close();
});

it('says nothing any more when it is closed, whatever had changed just before', () => {
  const unit = open(4_000);
  unit.ready();
  vi.advanceTimersByTime(900);
  changed();
  vi.advanceTimersByTime(100);
  sentence = 'Shutting down.';
  changed();
  unit.close();
  taken();
  vi.advanceTimersByTime(10_000);
  expect(taken()).toEqual([]);
});

it('feeds once only, however often it becomes ready again', () => {
  const unit = open(4_000);
  unit.ready();
  unit.reloading();
  unit.ready();
  taken();
  vi.advanceTimersByTime(1_000);
  expect(taken()).toEqual(['alive']);
  unit.stopping(7_000);
  expect(taken()).toEqual(['stopping 7000']);
  unit.close();
});

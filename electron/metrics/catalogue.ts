/** Every figure that Invigil itself gives, with what it means: the table of docs/metrics.md is made of it. */
import type { Metric, MetricType } from './exposition.ts';

export interface Entry extends Metric {
  /** Beside `exhibit`, which all have. */
  readonly labels: readonly string[];
}

function entry(type: MetricType) {
  return (name: string, help: string, ...labels: readonly string[]): Entry => ({ name, type, help, labels });
}
const counter = entry('counter');
const gauge = entry('gauge');
const histogram = entry('histogram');

export const EXHIBIT = {
  up: gauge('invigil_up', '1: the supervisor of the exhibit answers.'),
  info: gauge('invigil_info', '1, with what is supervised and by which version.', 'title', 'version'),
  state: gauge('invigil_exhibit_state', '1 for the state that the exhibit is in, 0 for each other one.', 'state'),
  health: gauge('invigil_exhibit_health', '1 for the worst health of services and machine, 0 for each other one.', 'status'),
  ladder: gauge('invigil_ladder_position', 'Rungs of the ladder that were taken and have not yet helped; 0: none.'),
  rebootsLeft: gauge('invigil_reboots_left', 'Reboots that the ladder may still spend; absent while that is unknown.'),
  alerts: counter(
    'invigil_alerts_total',
    'What people may want to know, by what it is; whether anybody was told is another matter.',
    'kind',
  ),
} as const;

export const SERVICE = {
  info: gauge('invigil_service_info', '1, with the role of the service.', 'service', 'role'),
  up: gauge('invigil_service_up', '1: it does its work (its state is running); 0: it does not.', 'service'),
  state: gauge('invigil_service_state', '1 for the state that the service is in, 0 for each other one.', 'service', 'state'),
  changed: gauge('invigil_service_state_changed_timestamp_seconds', 'When it came into this state.', 'service'),
  health: gauge('invigil_service_health', '1 for the health of the service, 0 for each other one.', 'service', 'status'),
  restarts: counter(
    'invigil_service_restarts_total',
    'Failures that an unplanned restart followed, by cause: exit, freeze, never-ready, stall, fatal or limit.',
    'service',
    'cause',
  ),
  incidents: counter('invigil_service_incidents_total', 'Incidents of the service that have begun.', 'service'),
  errors: counter('invigil_service_errors_total', 'Errors that the service itself has reported.', 'service'),
  beats: counter('invigil_service_beats_total', 'Beats of the running service.', 'service'),
  beatsLate: counter(
    'invigil_service_beats_late_total',
    'Beats that came when more than half of the longest silence allowed had passed.',
    'service',
  ),
  silence: gauge('invigil_service_silence_seconds', 'Age of its last beat.', 'service'),
  silenceLeft: gauge('invigil_service_silence_left_seconds', 'Time until its silence counts as a freeze.', 'service'),
  detection: histogram(
    'invigil_service_detection_seconds',
    'From the last sign of life to the decision: the silence of a freeze, the standstill of a stall, the wait for readiness. An exit is seen at once.',
    'service',
  ),
  recovery: histogram('invigil_service_recovery_seconds', 'From the first failure until the service was ready again.', 'service'),
  memory: gauge('invigil_service_memory_bytes', 'Memory of all its processes (PSS: what is shared counts once).', 'service'),
  cpu: gauge('invigil_service_cpu_cores', 'Processor time of all its processes over the last 10 s; 1: one core.', 'service'),
  processes: gauge('invigil_service_processes', 'Its processes.', 'service'),
  openFiles: gauge('invigil_service_open_files', 'Files, sockets and pipes that they have open.', 'service'),
  ownRefused: counter(
    'invigil_service_own_metrics_refused_total',
    "The service's own figures that were not taken: a name or label that cannot be one, or too many series.",
    'service',
  ),
} as const;

export const MACHINE = {
  cpu: gauge('invigil_machine_cpu_used_ratio', 'Processor time of all cores over the last minute; 1: all were busy.'),
  memory: gauge('invigil_machine_memory_used_ratio', 'Memory in use; 1: all of it.'),
  disk: gauge('invigil_machine_disk_used_ratio', 'The disk with state and logs; 1: full.'),
  gpu: gauge('invigil_machine_gpu_used_ratio', 'The graphics processor; 1: busy all the time.'),
  temperature: gauge('invigil_machine_temperature_celsius', 'The hottest sensor of the processor.'),
  underVoltage: gauge('invigil_machine_under_voltage', '1: too little voltage within the last minute.'),
  slowed: gauge('invigil_machine_slowed', '1: the processor was slowed down by heat within the last minute.'),
  clockKept: gauge('invigil_machine_clock_kept', '1: a time server keeps the clock right.'),
  uptime: gauge('invigil_machine_uptime_seconds', 'Since the machine was switched on.'),
  warning: gauge('invigil_machine_warning', '1: this check of the machine warns.', 'check'),
} as const;

export const RECEIVER = {
  waiting: gauge('invigil_alert_messages_waiting', 'Messages in the outbox.', 'receiver', 'kind'),
  messages: counter(
    'invigil_alert_messages_total',
    'Messages by what came of a try: delivered, later (it is tried again) or dropped.',
    'receiver',
    'kind',
    'outcome',
  ),
} as const;

export const SUPERVISOR = {
  lateness: histogram('invigil_loop_lateness_seconds', 'How late what fell due was judged: the loop, or the machine, was held up.'),
  turn: gauge('invigil_loop_turn_seconds', "One turn of the supervisor's loop, measured at this look."),
  cpu: counter('process_cpu_seconds_total', 'Processor time of the supervisor.'),
  memory: gauge('process_resident_memory_bytes', 'Memory of the supervisor.'),
  openFiles: gauge('process_open_fds', 'Files, sockets and pipes that the supervisor has open.'),
  started: gauge('process_start_time_seconds', 'When the supervisor was started.'),
} as const;

/** The parts of the table, in its order. */
export const CATALOGUE: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  { title: 'The exhibit', entries: Object.values(EXHIBIT) },
  { title: 'Its services', entries: Object.values(SERVICE) },
  { title: 'The machine', entries: Object.values(MACHINE) },
  { title: 'Who is told', entries: Object.values(RECEIVER) },
  { title: 'The supervisor itself', entries: Object.values(SUPERVISOR) },
];

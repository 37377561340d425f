/**
 * English: all that people read, in the overlay and on the command line. Every language has a file with the same keys; `{...}` is
 * filled in. First what the supervisor says of the exhibit, then the pages' own texts, last (`remarks`) what its other parts remark.
 */
import { alertsEn } from './alerts-en.ts';
import { dashboardEn } from './dashboard-en.ts';
import { remarksEn } from './remarks-en.ts';

export const en = {
  language: 'en',

  and: 'and',
  /** `0.8 s`: what stands between the whole and its parts. */
  decimal: '.',
  times: { once: 'once', twice: 'twice', many: '{count} times' },
  /** Time that is left, as a sentence says it. */
  more: {
    second: '1 more second',
    seconds: '{count} more seconds',
    minute: '1 more minute',
    minutes: '{count} more minutes',
    hour: '1 more hour',
    hours: '{count} more hours',
  },

  /** Services by their roles: within a sentence, as the title of a row, and within the label of a button. */
  names: { core: "the exhibit's core", display: 'the picture', audio: 'the sound', screen: 'the screen' },
  titles: { core: 'Core', display: 'Picture', audio: 'Sound', screen: 'Screen' },
  labels: { core: 'core', display: 'picture', audio: 'sound', screen: 'screen' },
  /** What services wait for, as `wait_for` has it. */
  conditions: { session: 'session', sound: 'sound', network: 'network', device: 'device', tcp: 'tcp' },

  /** The one sentence. */
  sentence: {
    stopping: 'Shutting down.',
    safeMode: 'Safe mode: restarts did not help, visitors see the holding page. {next}',
    tryingNow: 'Trying to start again now.',
    tryingIn: 'Trying again in {duration}.',
    stopped: 'Everything was stopped by hand and stays so until it is started.',
    closed: 'Closed.',
    paused: 'Paused until it is resumed.',
    pausedFor: 'Paused for {time}.',
    oneDownMeanwhile: '{who} has stopped meanwhile.',
    someDownMeanwhile: '{who} have stopped meanwhile.',
    cannotRun: '{who} cannot run. {next}.',
    cannotRunBecause: '{who} cannot run: {reason}. {next}.',
    byHand: 'It has to be started by hand',
    down: '{who} has stopped. {next}.',
    restarting: '{who} has stopped and is being restarted.',
    reports: '{who} {reports}.',
    others: 'There is trouble with {who} too.',
    oneComing: 'Starting: {who} is not ready yet.',
    someComing: 'Starting: {who} are not ready yet.',
    oneHeld: 'Everything else is running. {who} was stopped by hand.',
    someHeld: 'Everything else is running. {who} were stopped by hand.',
    warning: 'Everything is running, with a warning from {who}.',
    running: 'Everything is running.',
  },

  /** What one service is doing. */
  doing: {
    running: 'for {duration}',
    restarting: 'being restarted',
    notReady: 'not ready yet, {duration}',
    stopping: 'ending',
    byHand: 'has to be started by hand',
    stopped: 'stopped',
    stoppedBy: {
      person: 'stopped by hand',
      finished: 'has done its work',
      closed: 'closed',
      'safe-mode': 'held back by safe mode',
    },
    again: 'trying again',
    againIn: 'trying again in {duration}',
    restarted: 'restarted {times}, {next}',
    aboutToStart: 'about to start',
    awaitsScreen: 'waiting for the screen: {detail}',
    awaitsService: 'waiting for {service}',
    awaitsWindow: 'waiting for its window',
    awaitsResume: 'not started while paused',
    awaits: 'waiting for {what}: {detail}',
    reportsWarning: 'reports a warning',
    reportsError: 'reports an error',
    reportsFatal: 'reports a fatal error',
  },

  /** What broke: the end of a sentence that begins with the service. */
  broke: {
    exit: 'ended with exit status {code}',
    exitWell: 'ended by itself, without an error',
    exitUnseen: 'ended, and nobody saw how',
    signal: 'was ended by {signal}',
    freeze: 'froze: no sign of life for {duration}',
    freezeWhy: 'froze: no sign of life for {duration} ({detail})',
    neverReady: 'was not ready {duration} after its start',
    stall: 'stood still: it gave signs of life, and made no progress for {duration}',
    fatal: 'asked to be restarted: {message}',
    memory: 'used {found} of memory, and {allowed} are allowed',
    processes: 'had {found} processes, and {allowed} are allowed',
    startFailure: 'could not start: {reason}',
    incompatible: 'does not fit this version of Invigil: {reason}',
    page: 'had its page loaded again',
    pageWhy: 'had its page loaded again: {message}',
    condition: 'stopped, because {condition} was gone ({detail})',
    willNotDie: 'did not end when it was to',
    machineDown: 'went down with the machine: a power cut, a reset or a crash',
    killed: 'was killed or crashed while the exhibit ran',
    unknown: 'failed, and another version of Invigil wrote down how',
  },

  /** A screen as it names itself. */
  screenName: '{service} on {output}',

  tones: {
    healthy: 'All right',
    warning: 'Warning',
    error: 'Trouble',
    fatal: 'Serious trouble',
    unknown: 'Not known',
    paused: 'Paused',
    closed: 'Closed',
  },
  states: {
    stopped: 'Stopped',
    waiting: 'Waiting',
    starting: 'Starting',
    running: 'Running',
    'backing-off': 'Down',
    stopping: 'Ending',
    failed: 'Cannot run',
  },
  runningFor: 'Running for {duration}',

  pad: {
    heading: 'Enter your PIN',
    keys: 'PIN pad',
    enter: 'Enter',
    erase: 'Delete the last digit',
    entered: '{count} digits entered',
    checking: 'Checking the PIN.',
    wrong: 'This PIN is not right.',
    tooMany: 'Too many wrong PINs.',
    wait: 'Next try in {duration}',
    noPins: 'No PIN is set, so nobody can sign in here.',
    setOne: 'Whoever looks after this machine sets one with this command:',
    withoutPin: 'Without a PIN',
  },

  away: 'Invigil is restarting.',
  awayLong: 'Invigil does not answer.',
  awayAdvice: 'The exhibit runs on. What is shown here is from {time}.',
  loading: 'One moment.',

  advice: {
    nothing: 'There is nothing to do.',
    wait: 'Give it a moment.',
    mends: 'It tries again by itself. If that does not help, restart the exhibit.',
    call: 'If a restart does not help, tell the people who look after it what is written here.',
    tell: 'Please tell somebody who may restart it.',
    'check-screen': 'Check that the screen is on and its cable is in.',
    'check-sound': 'Check that the loudspeakers are on and plugged in.',
    'check-network': 'Check the network cable or the Wi-Fi.',
    'check-device': 'Check that the device is on and plugged in.',
    'look-warning': 'It runs on. Touch a row to read what it says.',
    'leave-safe-mode': 'Leave safe mode to try again now. If it comes back, call the people who look after it.',
    resume: 'Nothing is mended meanwhile. Resume when you are done.',
    start: 'Start the exhibit to bring it back.',
    opens: 'It opens by itself. Start the exhibit if you need it now.',
    ending: 'It is shutting down.',
  },

  services: {
    heading: 'What runs',
    lastBeat: 'last sign of life {duration} ago',
    lastBeatOf: 'Last sign of life {duration} ago; after {deadline} it counts as frozen.',
    noBeat: 'It gives no signs of life that are watched.',
    restartedOnce: '1 restart',
    restarted: '{count} restarts',
    cpu: 'CPU {percent}',
    restart: 'Restart {name}',
    start: 'Start {name}',
    stop: 'Stop {name}',
    refresh: 'Load {name} again',
    lines: 'Last lines of {name}',
    noLines: 'It has written nothing yet.',
  },

  actions: {
    heading: 'What you can do',
    pause15: 'Pause for 15\u00a0min',
    pause60: 'Pause for 1\u00a0h',
    pauseDay: 'Pause until midnight',
    resume: 'Resume',
    leaveSafeMode: 'Leave safe mode',
    startExhibit: 'Start exhibit',
    restartExhibit: 'Restart exhibit',
    identify: 'Name screens',
    screenshot: 'Take a picture',
    desktop: 'Leave to the desktop',
    reboot: 'Reboot',
    poweroff: 'Power off',
    hold: 'hold for 2 s',
  },
  danger: {
    desktop: 'Visitors see the desktop until somebody resumes.',
    reboot: 'Visitors see a dark screen for a minute or two, then the exhibit again.',
    poweroff: 'Visitors see a dark screen until somebody switches the machine on again.',
    confirmReboot: 'Reboot now',
    confirmPoweroff: 'Power off now',
    cancel: 'Cancel',
    expires: 'Confirm within {duration}.',
  },
  outcome: {
    asking: 'Asking',
    restarting: 'Restarting',
    starting: 'Starting',
    stopping: 'Stopping',
    refreshing: 'Loading again',
    pausedUntil: 'Paused until {time}',
    resumed: 'Resumed',
    identified: 'Names are shown for 10 s',
    pictured: 'Picture kept',
    picture: 'What visitors see',
    desktop: 'Leaving',
    rebooting: 'Rebooting',
    poweringOff: 'Powering off',
    failed: 'Not done',
    away: 'Invigil is restarting. Try again in a moment.',
    unreadable: "Invigil's answer was not understood.",
  },

  volume: {
    heading: 'Volume {percent}',
    muted: 'Volume {percent}, muted',
    slider: 'Volume',
    mute: 'Mute',
    unmute: 'Unmute',
    quieter: 'Quieter',
    louder: 'Louder',
  },

  incidents: {
    heading: 'What happened lately',
    none: 'Nothing happened lately.',
    ago: '{duration} ago',
    over: '{start}, over at {end}',
    open: '{start}, not over yet',
    picture: 'The screen when it happened',
  },

  machine: {
    heading: 'This machine',
    name: 'Name',
    addresses: 'Addresses',
    noAddresses: 'not on a network',
    wifi: 'Wi-Fi',
    up: 'Switched on for',
    watched: 'Watched for',
    versions: 'Versions',
    disk: 'Disk',
    memory: 'Memory',
    temperature: 'Temperature',
    free: '{free} of {total} free',
  },

  footer: {
    close: 'Close',
    closesIn: 'Close, otherwise by itself in {duration}',
    signedIn: '{name}',
    version: 'Invigil {version}',
  },

  dashboard: dashboardEn,
  alerts: alertsEn,

  /**
   * What other parts remark in plain English, for the log too: known again by these texts (translate.ts) and said in each language.
   * A new remark that staff may see has its line here.
   */
  remarks: remarksEn,
};

/** The texts of a language: the keys of English. */
export type Words = typeof en;

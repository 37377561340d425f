/** The policy's own numbers, in milliseconds: those that contract 2 fixes, and those that it leaves free. */

/** A service without a heartbeat is ready when it has run for so long (contract 2). */
export const READY_AFTER_MS = 1_000;
/** A start failure, or an exit status in `give_up`, is tried again after so long (contract 2). */
export const FAILED_RETRY_MS = 60_000;
/** An exit is taken back when a condition of the service goes within so long after it (contract 2). */
export const DOUBT_MS = 1_000;
/** Between `on_freeze` and the kill (contract 1). */
export const STACK_MS = 1_000;
/** Something that still lives so long after SIGKILL hangs in the kernel: people are told, and no second copy starts. */
export const KILL_PATIENCE_MS = 10_000;
/** Longest wait for the budget to reach the disk, and for the machine to go down. */
export const BUDGET_PATIENCE_MS = 10_000;
export const REBOOT_PATIENCE_MS = 180_000;
/** A wait for a condition that lasts longer is told: a machine that boots slowly is through by then. */
export const LONG_WAIT_MS = 300_000;
/** Trials out of safe mode come at most so far apart (contract 2). */
export const TRIAL_MAX_MS = 86_400_000;
/** How often counted uptime is written while reboots stand in the budget: at most so much of it is lost to a power cut. */
export const BUDGET_SAVE_MS = 600_000;
/** The shell's own patience: its beat comes once a second from its main process; the page's timeout is judged in the shell. */
export const SHELL_TIMEOUT_MS = 5_000;
export const SHELL_STARTUP_MS = 30_000;

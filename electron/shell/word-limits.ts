/** How much a page may say to the shell. The preload cuts to these sizes; the main process takes nothing above them. */

export const TEXT_CHARACTERS = 2048;
export const NAME_CHARACTERS = 64;
/** So that all checks fit into one message to the supervisor (64 KiB). */
export const CHECK_CHARACTERS = 256;
export const CHECKS = 50;
export const LABELS = 8;
/** What is said beyond it is dropped. */
export const WORDS_PER_SECOND = 50;

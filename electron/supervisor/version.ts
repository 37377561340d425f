import manifest from '../../package.json' with { type: 'json' };

/** Of Invigil. */
export const VERSION: string = manifest.version;

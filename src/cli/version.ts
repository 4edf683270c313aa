import manifest from '../../package.json' with { type: 'json' };

/** The package's version, such as `1.2.3`. */
export const VERSION: string = manifest.version;

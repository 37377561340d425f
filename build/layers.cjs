/**
 * Who may import whom (dependency-cruiser). The rooms of electron/ know the platform and the supervisor's types, not each other:
 * only supervisor/ and cli/ put them together.
 */
const ROOMS =
  'access|alert|metrics|desktop|install|machine|heartbeat|process|session|screen|health|history|incident|log|store|config|command|api|shell';
/** What the exhibit file means: types alone, which everybody may know. */
const EXHIBIT_TYPES = '^electron/config/exhibit[.]ts$';
/** What rooms may know of the supervisor: its ports, what readers see and the policy's types. */
const SUPERVISOR_TYPES = '^electron/supervisor/(ports|snapshot|policy/[^/]+)[.]ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea in two files, or a third one that both need.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'policy-is-pure',
      comment: 'No clock, no I/O, no library: the same step runs in the simulation over weeks of virtual time.',
      severity: 'error',
      from: { path: '^electron/supervisor/policy/' },
      to: { pathNot: '^electron/supervisor/policy/' },
    },
    {
      name: 'only-the-shell-is-electron',
      comment: 'The supervisor is plain Node and needs no screen.',
      severity: 'error',
      from: { pathNot: '^electron/shell/' },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },
    {
      name: 'rooms-are-apart',
      comment: "A room knows itself, the platform, the exhibit's and the supervisor's types; supervisor/ and cli/ put rooms together.",
      severity: 'error',
      from: { path: `^electron/(${ROOMS})/` },
      to: {
        path: '^electron/',
        pathNot: [`^electron/$1/`, '^electron/platform/', '^electron/documents/', EXHIBIT_TYPES, SUPERVISOR_TYPES, '^electron/command/'],
      },
    },
    {
      name: 'commands-are-for-doors',
      comment: 'The registry of commands is what doors stand on: the API and what is beside it.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(command|api|supervisor|cli)/' },
      to: { path: '^electron/command/' },
    },
    {
      name: 'types-of-the-supervisor-only',
      comment: "Rooms know the supervisor's types; its code is not theirs to run.",
      severity: 'error',
      from: { path: `^electron/(${ROOMS})/` },
      to: { path: '^electron/supervisor/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'platform-is-the-ground',
      severity: 'error',
      comment: 'Everybody stands on the platform; it stands on Node.',
      from: { path: '^electron/platform/' },
      to: { path: '^electron/', pathNot: ['^electron/platform/', SUPERVISOR_TYPES] },
    },
    {
      name: 'documents-are-shapes',
      severity: 'error',
      comment: 'Schemas that supervisor, shell and pages share: they need nothing but zod.',
      from: { path: '^electron/documents/' },
      to: { pathNot: '^electron/documents/|node_modules/zod/' },
    },
    {
      name: 'nothing-imports-the-cli',
      severity: 'error',
      comment: 'It is the outermost ring.',
      from: { pathNot: '^electron/cli/' },
      to: { path: '^electron/cli/' },
    },
    {
      name: 'pages-are-pages',
      severity: 'error',
      comment: 'What runs in a renderer has no Node and nothing of ours that has.',
      from: { path: '^renderer/' },
      to: { pathNot: '^renderer/|^electron/documents/|node_modules/' },
    },
    {
      name: 'pages-have-no-node',
      severity: 'error',
      comment: 'What runs in a renderer has no Node.',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'resolves',
      severity: 'error',
      comment: 'An import that leads nowhere breaks at run time, in front of visitors.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count: a room that needs another room's types is bound to it all the same.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

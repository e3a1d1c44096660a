/** The arrows of docs/architecture.md; anything else fails. Type imports count. */
const rooms = ['app', 'inbound', 'features', 'outbound', 'sandbox', 'model', 'kernel', 'contract', 'client'];
const allowed = {
  app: ['inbound', 'features', 'outbound', 'sandbox', 'kernel'],
  inbound: ['features', 'contract', 'model', 'kernel'],
  features: ['model', 'kernel'],
  outbound: ['model', 'kernel'],
  sandbox: ['kernel'],
  client: ['contract'],
  model: [],
  kernel: [],
  contract: [],
};
/** The slices of features/ stand alone but for these. */
const slices = {
  plays: ['lifecycle'],
  planning: ['plays', 'templates'],
  outreach: ['templates'],
  replies: ['templates'],
  conversations: ['replies'],
  sidebar: ['lifecycle', 'replies'],
};

const forbidden = [
  { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  { name: 'no-orphan-resolution', severity: 'error', from: {}, to: { couldNotResolve: true } },
];
for (const room of rooms) {
  const others = rooms.filter((other) => other !== room && !allowed[room].includes(other));
  forbidden.push({
    name: `${room}-reaches-only-${allowed[room].join('-') || 'nothing'}`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: `^src/(${others.join('|')})/` },
  });
}
const names = [
  'contacts',
  'profiles',
  'commerce',
  'lifecycle',
  'loyalty',
  'templates',
  'plays',
  'planning',
  'outreach',
  'replies',
  'conversations',
  'sidebar',
  'reports',
  'segments',
  'batches',
  'privacy',
  'access',
  'settings',
  'calendar',
  'library',
];
for (const slice of names) {
  const reach = [slice, ...(slices[slice] ?? [])];
  forbidden.push({
    name: `slice-${slice}-stands-alone`,
    severity: 'error',
    from: { path: `^src/features/${slice}/` },
    to: { path: '^src/features/', pathNot: reach.map((s) => `^src/features/${s}/`) },
  });
}
forbidden.push({
  name: 'ormconfig-reaches-only-database',
  severity: 'error',
  from: { path: '^ormconfig' },
  to: { path: '^src/(?!outbound/database)' },
});

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'import', 'node', 'default', 'types'],
    },
  },
};

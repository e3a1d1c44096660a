import { writeFileSync } from 'node:fs';
import { writeLearned } from '../features/replies/learned';
import { projectRoot } from './project-root';
import { learnedFile, learnFrom } from './understanding';

// The last step of the build: what the examples teach is learnt once, not at every start.
writeFileSync(learnedFile, writeLearned(learnFrom(projectRoot())));

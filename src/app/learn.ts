import { projectRoot } from './project-root';
import { keepLearned } from './understanding';

// The last step of the build: what the examples teach is learnt once, not at every start.
keepLearned(projectRoot());

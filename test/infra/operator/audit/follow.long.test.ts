import './follow.system.test.ts';
